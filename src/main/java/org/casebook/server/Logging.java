package org.casebook.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;

/**
 * What is logged, and where: logback finds this class itself. To read the same out of a {@code logback.xml} took a tenth
 * of the main thread of a start. Whoever wants other logs names a file by {@code -Dlogback.configurationFile=FILE}.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String FORMAT =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%X{requestId}] %logger{30} - %msg%n";

    private static final Map<String, Level> LEVELS = Map.of(
            "ca.uhn.fhir.rest.server.interceptor.ExceptionHandlingInterceptor",
            Level.OFF,
            // It logs every exception that an interceptor has answered as if that had failed.
            "ca.uhn.fhir.rest.server.RestfulServer",
            Level.OFF,
            "ca.uhn.fhir",
            Level.WARN,
            // It would put what it finds in resources into the log.
            "ca.uhn.fhir.parser",
            Level.ERROR,
            // Its warnings quote what it reads.
            "org.hl7.fhir",
            Level.ERROR,
            "org.eclipse.jetty",
            Level.WARN,
            "org.flywaydb",
            Level.WARN,
            "com.zaxxer.hikari",
            Level.WARN);

    @Override
    public ExecutionStatus configure(LoggerContext logs) {
        if (System.getProperty("logback.configurationFile") != null
                || Logging.class.getResource("/logback-test.xml") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(logs);
        encoder.setPattern(FORMAT);
        encoder.start();
        // Standard error, so that standard output carries only what a command answers.
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(logs);
        console.setName("ERR");
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        LEVELS.forEach((logger, level) -> logs.getLogger(logger).setLevel(level));
        Logger root = logs.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
