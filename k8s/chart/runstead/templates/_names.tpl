{{- define "runstead.name" -}}
{{- if contains "runstead" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-runstead" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end -}}
{{- end }}

{{- /* root, component: what pods are selected by; never changes. */ -}}
{{- define "runstead.selector" -}}
app.kubernetes.io/name: runstead
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "runstead.labels" -}}
{{ include "runstead.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "runstead.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- /* The services, by the name of their values: name of the component and whether clients talk to it. */ -}}
{{- define "runstead.services" -}}
ingest: { component: ingest, public: true }
projector: { component: projector, public: false }
query: { component: query, public: true }
statusMonitor: { component: status-monitor, public: false }
{{- end }}

{{- define "runstead.container-security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: { drop: [ALL] }
seccompProfile: { type: RuntimeDefault }
{{- end }}
