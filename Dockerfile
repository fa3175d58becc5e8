# One recipe for every container of the mesh that is ours (docker-compose.yml says how they run):
#   docker build --build-arg SERVICE=stock .     a service, or its migrations
#   docker build --target mesh .                 what makes secrets, schemas, the gateway's configuration, the demo chain
#   docker build --target gateway .              Nginx with the pages it serves
# Services have no build step: Node runs the TypeScript as it stands. Node is the one pinned in package.json.

FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS node
ENV NODE_ENV=production TZ=UTC
WORKDIR /app

# Only what npm reads, so that a change of the source leaves the installed packages in the build cache.
FROM node AS manifests
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete \
  && find . -type d -empty -delete

FROM node AS service-packages
ARG SERVICE
COPY --from=manifests /app ./
RUN npm ci --omit=dev --ignore-scripts --workspace "services/${SERVICE}"

FROM node AS mesh-packages
COPY --from=manifests /app ./
RUN npm ci --omit=dev --ignore-scripts --workspace mesh

FROM node AS mesh
COPY --from=mesh-packages /app ./
COPY packages packages
COPY services services
COPY nginx nginx
COPY mesh mesh
# What Alertmanager's configuration is made of.
COPY monitoring monitoring
# Docker gives a new volume the owner of the folder it covers.
RUN install -d -o node -g node /config /accounts /targets
USER node

# The app is the one thing that is built.
FROM node AS app
COPY --from=manifests /app ./
RUN npm ci --omit=dev --ignore-scripts --workspace frontend
COPY packages packages
COPY frontend frontend
COPY tsconfig.json ./
WORKDIR /app/frontend
RUN node ../node_modules/vite/bin/vite.js build

FROM nginx:1.30.4@sha256:d5792f71a9496b833bc08ea834a758c46e2b6a6306c10f4be926f38a656cdc1c AS gateway
COPY --from=app /app/frontend/dist /srv/app
COPY nginx/www /srv/www
COPY --from=mesh-packages /app/node_modules/swagger-ui-dist /srv/swagger
USER nginx
# -e: until it has read its configuration it would complain to a folder it may not write to.
ENTRYPOINT ["nginx", "-e", "/dev/stderr", "-c", "/config/nginx.conf", "-g", "daemon off;"]
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --start-interval=1s \
  CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/health"]

FROM node AS service
ARG SERVICE
ENV SERVICE_NAME=${SERVICE} HOST=0.0.0.0 PORT=3000 \
  SERVICE_KEY_FILE=/run/comptoir/service.jwk SERVICE_JWKS_FILE=/run/comptoir/services.jwks.json \
  NODE_COMPILE_CACHE=/app/.compile-cache MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1048576
COPY --from=service-packages /app ./
COPY packages packages
COPY services/${SERVICE} services/${SERVICE}
COPY mesh/src/supervisor/compile-services.ts /app/
RUN install -d -o node -g node /app/.compile-cache
WORKDIR /app/services/${SERVICE}
USER node
# A process that has to strip types by itself takes 13 MB more and starts half a second later. The cache is good for the
# account that made it and for the same flags. That the settings are missing here is no news.
RUN node --max-semi-space-size=8 --max-old-space-size=256 --expose-gc /app/compile-services.ts \
  "/app/services/${SERVICE}/src/main.ts" 2> /dev/null
# The secrets of this service come from the folder its container mounts; its number, from the container's own name.
CMD ["node", "--max-semi-space-size=8", "--max-old-space-size=256", "--expose-gc", \
  "--env-file=/run/comptoir/service.env", \
  "--import", "/app/packages/service-kit/src/container/own-replica.ts", "src/main.ts"]
# Asked without a Node of its own, which would take 0.1 s of a processor each time: of a dozen containers, every second
# while they start. A busy machine then answers too late to any of them, and nothing that waits for them is started.
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s --start-interval=1s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/3000 && printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ code _ <&3 && [ \"$code\" = 200 ]"]
