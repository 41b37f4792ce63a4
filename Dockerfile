# Build: the same command as on any machine, then one training run for the AOT cache of JDK 25.
FROM docker.io/library/maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY src ./src
COPY fhir-resources ./fhir-resources
RUN mvn -B -ntp -q -DskipTests package
WORKDIR /opt/casebook
RUN cp -r /src/target/casebook.jar /src/target/lib . \
 && java -XX:AOTCacheOutput=casebook.aot -jar casebook.jar version

# Run: a JRE, one jar with its libraries, a user without rights, one volume.
FROM docker.io/library/eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --create-home casebook \
 && mkdir /data && chown casebook /data
COPY --from=build /opt/casebook /opt/casebook
USER casebook
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD curl -fsS http://127.0.0.1:8080/fhir/metadata -o /dev/null || exit 1
# An AOT cache that does not fit this JVM is passed over with a warning, never an error.
ENTRYPOINT ["java", "-XX:AOTCache=/opt/casebook/casebook.aot", "-jar", "/opt/casebook/casebook.jar"]
CMD ["serve", "--host", "0.0.0.0", "--data", "/data"]
