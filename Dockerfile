# syntax=docker/dockerfile:1
# One image for everything: the command says which service runs. Without one it is the standalone product.
ARG NODE_IMAGE=node:20.20-bookworm-slim

FROM ${NODE_IMAGE} AS sources
WORKDIR /app
COPY . .

# The manifests alone, so that a changed source does not fetch every dependency again.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /manifests
RUN --mount=type=bind,target=/context cd /context && \
    for file in package.json package-lock.json libs/*/package.json apps/*/package.json; do \
      mkdir -p "/manifests/$(dirname "$file")" && cp "$file" "/manifests/$file"; done

FROM ${NODE_IMAGE} AS build
ENV NX_DAEMON=false NX_NO_CLOUD=true
WORKDIR /app
COPY --from=manifests /manifests/ ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY --from=sources /app/ ./
RUN npx nx run-many -t build --output-style=stream
# What runs: manifests and built code. The web application is its built files only.
RUN mkdir -p /built && \
    for folder in libs/* apps/*; do \
      mkdir -p "/built/$folder" && cp -r "$folder/package.json" "$folder/dist" "/built/$folder/"; done && \
    for folder in migrations worker; do \
      for path in libs/*/"$folder"; do [ ! -d "$path" ] || cp -r "$path" "/built/$path"; done; done && \
    cp package.json LICENSE /built/

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY --from=manifests /manifests/ ./
# The servers' own dependencies; those of the web application are in its bundle.
RUN npm ci --omit=dev --no-audit --no-fund --loglevel=error \
    --workspace=apps/standalone --workspace=apps/ingest --workspace=apps/projector --workspace=apps/query --workspace=apps/status-monitor

FROM ${NODE_IMAGE} AS runtime
LABEL org.opencontainers.image.title="Runstead" \
      org.opencontainers.image.description="The open-source, self-hosted home of machine-learning runs" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    RUNSTEAD_HOST=0.0.0.0 \
    RUNSTEAD_PORT=8080 \
    RUNSTEAD_DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/ ./
COPY --from=build /built/ ./
# Only standalone keeps something, and only here; everything else may be read-only (with a /tmp).
RUN mkdir /data && chown 1000:1000 /data
VOLUME /data
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.RUNSTEAD_PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node"]
CMD ["apps/standalone/dist/main.js"]
