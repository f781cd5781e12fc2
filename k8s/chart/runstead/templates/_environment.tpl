{{- define "runstead.from-secret" -}}
- { name: {{ .name }}, valueFrom: { secretKeyRef: { name: {{ .root.Values.existingSecret }}, key: {{ .name }} } } }
{{- end }}

{{- /* Passwords come first: Kubernetes puts them into the addresses below them. */ -}}
{{- define "runstead.environment" -}}
{{- $root := . }}
{{- $name := include "runstead.name" . }}
{{- $secrets := list "RUNSTEAD_ADMIN_API_KEY" "S3_SECRET_ACCESS_KEY" }}
{{- if .Values.bundled.enabled }}
{{- $secrets = concat $secrets (list "CLICKHOUSE_PASSWORD" "POSTGRES_PASSWORD" "REDIS_PASSWORD") }}
{{- else }}
{{- $secrets = concat $secrets (list "S3_ACCESS_KEY_ID" "CLICKHOUSE_URL" "POSTGRES_URL" "REDIS_URL") }}
{{- end }}
envFrom:
  - configMapRef: { name: {{ $name }} }
env:
  {{- range $secrets }}
  {{- include "runstead.from-secret" (dict "root" $root "name" .) | nindent 2 }}
  {{- end }}
  {{- if .Values.bundled.enabled }}
  - { name: CLICKHOUSE_URL, value: 'http://runstead:$(CLICKHOUSE_PASSWORD)@{{ $name }}-clickhouse:8123/runstead' }
  - { name: POSTGRES_URL, value: 'postgres://runstead:$(POSTGRES_PASSWORD)@{{ $name }}-postgres:5432/runstead' }
  - { name: REDIS_URL, value: 'redis://:$(REDIS_PASSWORD)@{{ $name }}-redis:6379/0' }
  {{- end }}
{{- end }}
