# Build: the SDK, and Node only to fetch the DuckDB library.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends nodejs npm \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/C360.WebApi -c Release -o /app

# Run: no SDK, no root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir -p /data /snapshots \
    && chown "$APP_UID" /data /snapshots
WORKDIR /app
COPY --from=build /app .
# The base image's own port variable would only make the host warn that it is overridden.
ENV ASPNETCORE_HTTP_PORTS= \
    API_PORT=8000 \
    SNAPSHOT_PATH=/snapshots
USER $APP_UID
EXPOSE 8000
VOLUME ["/data", "/snapshots"]
HEALTHCHECK --interval=30s --timeout=3s --start-period=60s --retries=3 CMD ["curl", "-fsS", "http://localhost:8000/health/live"]
ENTRYPOINT ["dotnet", "c360.dll"]
