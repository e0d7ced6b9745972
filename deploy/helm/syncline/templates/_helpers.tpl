{{/* Names begin with the release's, which is enough where it has the product's word in it. */}}
{{- define "syncline.name" -}}
{{- $name := ternary .Release.Name (printf "%s-syncline" .Release.Name) (contains "syncline" .Release.Name) -}}
{{- $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* What is particular to each service, in one place: its image, its port, and what it is told. */}}
{{- define "syncline.services" -}}
config: {image: config-service, port: 8081, database: true, connections: true, settings: CONFIG}
scheduler: {image: scheduler-service, port: 8082, database: true, connections: false, settings: SCHEDULER}
extractor: {image: extractor-service, port: 8083, database: false, connections: true, settings: EXTRACTOR}
loader: {image: loader-service, port: 8084, database: false, connections: true, settings: LOADER}
notification: {image: notification-service, port: 8085, database: true, connections: false, settings: NOTIFICATION}
console: {image: console, port: 8080, database: true, connections: false, settings: CONSOLE}
{{- end -}}

{{- define "syncline.selector" -}}
app.kubernetes.io/name: syncline
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "syncline.labels" -}}
{{ include "syncline.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "syncline.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "syncline.name" .) -}}
{{- end -}}

{{/* No connection of a user leads to these. */}}
{{- define "syncline.ownServers" -}}
{{- $name := include "syncline.name" . -}}
{{- $servers := list (printf "%s:%v" .Values.database.host .Values.database.port) -}}
{{- $servers = concat $servers (splitList "," .Values.kafka.bootstrapServers) -}}
{{- range $service := include "syncline.services" . | fromYaml -}}
{{- $servers = append $servers (printf "%s-%s:%v" $name $service.image $service.port) -}}
{{- end -}}
{{- if .Values.ownServers -}}
{{- $servers = concat $servers (splitList "," .Values.ownServers) -}}
{{- end -}}
{{- join "," $servers -}}
{{- end -}}

{{/* The environment of one service: a dict with `root`, `key` and `service`. */}}
{{- define "syncline.environment" -}}
{{- $values := .root.Values -}}
{{- $name := include "syncline.name" .root -}}
- name: SYNCLINE_API_TOKEN
  valueFrom: {secretKeyRef: {name: {{ $values.secrets.tokens.existingSecret }}, key: {{ $values.secrets.tokens.apiTokenKey }}}}
- name: SYNCLINE_SERVICE_TOKEN
  valueFrom: {secretKeyRef: {name: {{ $values.secrets.tokens.existingSecret }}, key: {{ $values.secrets.tokens.serviceTokenKey }}}}
{{- if .service.connections }}
- name: SYNCLINE_OWN_SERVERS
  value: {{ include "syncline.ownServers" .root | quote }}
{{- end }}
- name: SYNCLINE_TOPIC_REPLICATION
  value: {{ $values.kafka.topicReplication | quote }}
- name: SYNCLINE_KAFKA
  value: {{ $values.kafka.bootstrapServers | quote }}
- name: SPRING_KAFKA_SECURITY_PROTOCOL
  value: {{ $values.kafka.securityProtocol }}
{{- if hasPrefix "SASL_" $values.kafka.securityProtocol }}
- name: SPRING_KAFKA_PROPERTIES_SASL_MECHANISM
  value: {{ $values.kafka.saslMechanism }}
- name: SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG
  valueFrom: {secretKeyRef: {name: {{ get $values.kafka.users .key }}, key: sasl.jaas.config}}
{{- end }}
{{- if $values.kafka.truststore.existingSecret }}
- name: SPRING_KAFKA_SSL_TRUSTSTORETYPE
  value: PEM
- name: SPRING_KAFKA_SSL_TRUSTSTORELOCATION
  value: file:/etc/syncline/kafka-ca/{{ $values.kafka.truststore.key }}
{{- end }}
{{- if .service.database }}
{{- $database := get $values.database .key }}
- name: SYNCLINE_{{ .service.settings }}_DATABASE_URL
  value: {{ printf "jdbc:postgresql://%s:%v/%s%s" $values.database.host $values.database.port $database.name (ternary (printf "?%s" $values.database.parameters) "" (ne $values.database.parameters "")) | quote }}
- name: SYNCLINE_{{ .service.settings }}_DATABASE_USER
  valueFrom: {secretKeyRef: {name: {{ $database.existingSecret }}, key: username}}
- name: SYNCLINE_{{ .service.settings }}_DATABASE_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $database.existingSecret }}, key: password}}
{{- end }}
{{- if has .key (list "scheduler" "extractor" "loader" "console") }}
- name: SYNCLINE_CONFIG_SERVICE_URL
  value: http://{{ $name }}-config-service:8081
{{- end }}
{{- if eq .key "config" }}
- name: SYNCLINE_SECRETS_CURRENT
  value: {{ $values.secrets.masterKeys.current }}
{{- range $values.secrets.masterKeys.keys }}
- name: SYNCLINE_SECRETS_KEYS_{{ upper . }}
  valueFrom: {secretKeyRef: {name: {{ $values.secrets.masterKeys.existingSecret }}, key: {{ . }}}}
{{- end }}
{{- end }}
{{- if eq .key "notification" }}
- name: SYNCLINE_SMTP_HOST
  value: {{ $values.mail.host | quote }}
- name: SYNCLINE_SMTP_PORT
  value: {{ $values.mail.port | quote }}
- name: SYNCLINE_SMTP_SECURITY
  value: {{ $values.mail.security }}
{{- if $values.mail.from }}
- name: SYNCLINE_MAIL_FROM
  value: {{ $values.mail.from | quote }}
{{- end }}
{{- if $values.mail.existingSecret }}
- name: SYNCLINE_SMTP_USER
  valueFrom: {secretKeyRef: {name: {{ $values.mail.existingSecret }}, key: username}}
- name: SYNCLINE_SMTP_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $values.mail.existingSecret }}, key: password}}
{{- end }}
- name: SYNCLINE_ALERT_RECIPIENTS
  value: {{ $values.mail.recipients | quote }}
{{- if $values.console.url }}
- name: SYNCLINE_LINK_BASE
  value: {{ $values.console.url | quote }}
{{- end }}
{{- end }}
{{- if eq .key "console" }}
- name: SYNCLINE_SCHEDULER_SERVICE_URL
  value: http://{{ $name }}-scheduler-service:8082
- name: SYNCLINE_NOTIFICATION_SERVICE_URL
  value: http://{{ $name }}-notification-service:8085
{{- if hasPrefix "https:" $values.console.url }}
- name: SYNCLINE_CONSOLE_COOKIE_SECURE
  value: "true"
{{- end }}
{{- if $values.ingress.enabled }}
- name: SERVER_FORWARDHEADERSSTRATEGY
  value: native
# Everybody comes from the ingress's addresses, which has a bound of its own.
- name: SYNCLINE_WEB_CONNECTIONSPERADDRESS
  value: "0"
{{- end }}
{{- end }}
{{- with concat $values.env (get $values.services .key).env }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "syncline.kafkaPorts" -}}
{{- $ports := list -}}
{{- range $server := splitList "," .Values.kafka.bootstrapServers -}}
{{- $ports = append $ports (splitList ":" $server | last | int) -}}
{{- end -}}
{{- $ports | uniq | toYaml -}}
{{- end -}}
