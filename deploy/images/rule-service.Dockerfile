# Over the built fast-jar (mvn package); the build context is the project's root.
ARG BASE_IMAGE=eclipse-temurin:17-jre
FROM ${BASE_IMAGE}
WORKDIR /opt/ringfence
COPY services/rule-service/target/quarkus-app/ ./
USER 1000
ENV QUARKUS_HTTP_HOST=0.0.0.0
EXPOSE 8082
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "quarkus-run.jar"]
