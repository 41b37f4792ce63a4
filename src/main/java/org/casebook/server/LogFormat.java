package org.casebook.server;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/** One JSON object a line instead of text, for whoever collects logs by machine. */
final class LogFormat {
    private LogFormat() {}

    static void useJson() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var appenders = context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
        for (Iterator<?> i = appenders; i.hasNext(); ) {
            if (i.next() instanceof ConsoleAppender<?> console) {
                use(context, console);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void use(LoggerContext context, ConsoleAppender<?> console) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.start();
        ((ConsoleAppender<ILoggingEvent>) console).setEncoder(encoder);
    }
}
