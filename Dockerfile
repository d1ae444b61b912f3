# Both images can be replaced: docker build --build-arg BUILD=… --build-arg RUNTIME=….
# RUNTIME needs glibc and libstdc++, and nothing else: no shell, no package manager, no npm.
ARG BUILD=docker.io/library/node:24-slim
ARG RUNTIME=gcr.io/distroless/cc-debian13

FROM ${BUILD} AS build
WORKDIR /relay
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund
# What only people and compilers read; licences stay.
RUN find node_modules -type f \( -name '*.md' -o -name '*.map' -o -name '*.ts' -o -name '*.cts' -o -name '*.mts' \) -delete
# An empty folder for the volume, and the program: both for an image that has no shell.
RUN mkdir /data && printf '#!/usr/local/bin/node\nimport("/relay/dist/server/main.js")\n' > /usr/local/bin/signup-relay \
  && chmod 755 /usr/local/bin/signup-relay

FROM ${RUNTIME}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATABASE_URL=file:/data/relay.db SQLITE_TMPDIR=/data
WORKDIR /relay
COPY --from=build /usr/local/bin/node /usr/local/bin/signup-relay /usr/local/bin/
COPY --from=build /relay/node_modules node_modules
COPY --from=build /relay/dist/packages/signup-relay dist
COPY --from=build --chown=1000:1000 /data /data
# The user "node" of earlier images, to whom the files in a volume belong.
USER 1000:1000
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/health/live',{signal:AbortSignal.timeout(4000)}).then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["signup-relay"]
