{{- /* Bundled stores, for trials: one pod each. */ -}}
{{- define "runstead.stores" -}}
{{- $name := include "runstead.name" . }}
kafka:
  user: 1000
  port: 9092
  path: /var/lib/kafka/data
  environment:
    KAFKA_NODE_ID: '1'
    KAFKA_PROCESS_ROLES: broker,controller
    KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093
    KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://{{ $name }}-kafka:9092
    KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
    KAFKA_CONTROLLER_QUORUM_VOTERS: 1@localhost:9093
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false'
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1'
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1'
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1'
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0'
    # Not the volume itself: it may hold lost+found, which Kafka takes for a partition.
    KAFKA_LOG_DIRS: /var/lib/kafka/data/log
    KAFKA_HEAP_OPTS: -Xms512m -Xmx512m
    # One copy: what was acknowledged is on the disk.
    KAFKA_LOG_FLUSH_INTERVAL_MESSAGES: '1'
clickhouse:
  user: 101
  port: 8123
  path: /var/lib/clickhouse
  secrets: [CLICKHOUSE_PASSWORD]
  environment:
    CLICKHOUSE_DB: runstead
    CLICKHOUSE_USER: runstead
    CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT: '0'
postgres:
  user: 999
  port: 5432
  path: /var/lib/postgresql/data
  # Each process holds up to 12 connections and two of its own.
  args: [postgres, -c, max_connections=200]
  secrets: [POSTGRES_PASSWORD]
  environment:
    POSTGRES_USER: runstead
    POSTGRES_DB: runstead
    PGDATA: /var/lib/postgresql/data/pgdata
redis:
  user: 999
  port: 6379
  path: /data
  # Nothing on disk: what it holds is never the only copy of anything.
  args: [redis-server, --save, "", --appendonly, "no", --requirepass, "$(REDIS_PASSWORD)"]
  secrets: [REDIS_PASSWORD]
seaweedfs:
  user: 1000
  port: 8333
  path: /data
  # Past the image's entrypoint, which wants to be root.
  command: [weed, server, -dir=/data, -s3, -ip=127.0.0.1, -ip.bind=0.0.0.0]
  secrets: [S3_SECRET_ACCESS_KEY]
  environment:
    AWS_ACCESS_KEY_ID: runstead
    AWS_SECRET_ACCESS_KEY: $(S3_SECRET_ACCESS_KEY)
{{- end }}
