# Goldset in a container; docs/operate.md says how to run it. The base must have a shell, Node 24 and the GNU C library.
ARG BASE=node:24-slim

# Only what the server needs at run time is installed: Node runs the TypeScript sources as they are.
FROM ${BASE} AS build
WORKDIR /state
RUN mkdir -p data node_modules/.cache
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml LICENSE ./
COPY patches patches
COPY packages packages
COPY apps/server apps/server
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile --prod --filter "@goldset/server..."

FROM ${BASE}
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 GOLDSET_DATA_DIR=/app/data
COPY --from=build /app ./
# The server writes here and nowhere else.
COPY --from=build --chown=1000:1000 /state ./
USER 1000:1000
VOLUME ["/app/data"]
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["node", "apps/server/src/health-check.ts"]
CMD ["node", "--import=./apps/server/src/compile-cache.ts", "--max-semi-space-size=8", "--heap-growing-percent=75", "apps/server/src/main.ts"]
