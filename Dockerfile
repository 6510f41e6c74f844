# Build: the SDK, and Node only to fetch the DuckDB library.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# Whatever the distribution's version is: npm only fetches one package, of a pinned version and checksum; of time zones the newest rules are right.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends nodejs npm tzdata \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/C360.WebApi -c Release -o /app \
    && mkdir -p /volumes/data /volumes/snapshots /volumes/audit

# Run: no SDK, no shell, no package manager, no root. The root file system may be read-only: what is written goes to /snapshots, to /audit and,
# where ENGINE_TEMP_PATH says so, to /tmp.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app .
# The rules of time zones, for REFRESH_TIMEZONE: the base image has none but UTC.
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
# Volumes take their owner from these.
COPY --from=build --chown=1654:1654 /volumes/data /data
COPY --from=build --chown=1654:1654 /volumes/snapshots /snapshots
COPY --from=build --chown=1654:1654 /volumes/audit /audit
# The base image's own port variable would only make the host warn that it is overridden. Diagnostics would put a socket into /tmp, through which whoever gets
# into the container could read the memory of the service.
# Whoever forgets ENVIRONMENT gets the one that refuses what is not safe.
ENV ASPNETCORE_HTTP_PORTS= \
    DOTNET_EnableDiagnostics=0 \
    ENVIRONMENT=production \
    API_PORT=8000 \
    SNAPSHOT_PATH=/snapshots
# By its number (app in the base image), so that Kubernetes can see that it is not root.
USER 1654
EXPOSE 8000
VOLUME ["/data", "/snapshots", "/audit"]
# There is no curl: c360 asks itself.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["dotnet", "c360.dll", "health"]
ENTRYPOINT ["dotnet", "c360.dll"]
