# Over the built fast-jar (mvn package); the build context is the project's root. The base image must be a Debian or
# Ubuntu one: the agent speaks to the kernel through libnftables. It runs as root, but with CAP_NET_ADMIN only.
ARG BASE_IMAGE=eclipse-temurin:17-jre
FROM ${BASE_IMAGE}
RUN apt-get update && apt-get install -y --no-install-recommends nftables && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/ringfence
COPY services/enforcement-agent/target/quarkus-app/ ./
ENV RINGFENCE_AGENT_STATE_DIRECTORY=/var/lib/ringfence
VOLUME /var/lib/ringfence
EXPOSE 8085
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "quarkus-run.jar"]
