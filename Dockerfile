# Muster as an image: built with everything, shipped with what it needs to run and nothing else.
#
# It runs as a user without rights, writes to /data alone, and so works on a read-only root file system.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
# The lock alone decides what is installed; this layer is made anew only when it changes.
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY docs/openapi.json ./docs/
COPY messages ./messages
COPY web ./web
COPY device ./device
COPY src ./src
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    MUSTER_DATA=/data
WORKDIR /muster
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY bin ./bin
COPY messages ./messages
COPY scenarios ./scenarios
COPY LICENSE ./
RUN install --directory --mode=0700 --owner=node --group=node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself gets the signal and closes in good order; npm would not hand it on.
CMD ["node", "dist/main.js"]
