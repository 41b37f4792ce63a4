# Build: the same command as on any machine.
FROM docker.io/library/maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY src ./src
COPY fhir-resources ./fhir-resources
RUN mvn -B -ntp -q -DskipTests -Dcasebook.archive.skip package

# Run: a JRE, one jar with its libraries, a user without rights, one volume.
FROM docker.io/library/eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --create-home casebook \
 && mkdir /data && chown casebook /data
WORKDIR /opt/casebook
COPY --from=build /src/target/casebook.jar /src/target/casebook ./
COPY --from=build /src/target/lib ./lib
# A training run by the very JVM that will serve: an AOT cache fits only the one that made it.
RUN java -XX:AOTCacheOutput=casebook.aot -jar casebook.jar train
USER casebook
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD curl -fsS http://127.0.0.1:8080/fhir/metadata -o /dev/null || exit 1
# The launcher finds the cache beside it and becomes Java, which so gets the signals; CASEBOOK_JAVA_OPTS adds options.
ENTRYPOINT ["/opt/casebook/casebook"]
CMD ["serve", "--host", "0.0.0.0", "--data", "/data"]
