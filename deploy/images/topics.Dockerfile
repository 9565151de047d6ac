# Makes every topic and ends. Over the built deploy/local (mvn package); the build context is the project's root.
ARG BASE_IMAGE=eclipse-temurin:17-jre
FROM ${BASE_IMAGE}
WORKDIR /opt/ringfence
COPY deploy/local/target/lib/ lib/
COPY deploy/local/target/classes/ classes/
USER 1000
ENTRYPOINT ["java", "-cp", "classes:lib/*", "io.ringfence.local.TopicCreation"]
