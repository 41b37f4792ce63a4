package org.casebook.http;

import java.util.Set;

/**
 * An operation that is wired (R4 section 3.2). The router and the CapabilityStatement read the same list, so that the
 * one cannot offer what the other does not.
 *
 * @param name without the dollar sign
 * @param definition canonical URL of its OperationDefinition
 * @param levels where it can be called
 * @param types the resource types it is for; empty for all
 * @param affectsState whether it changes something and so must not be called by GET
 */
public record Operation(
        String name, String definition, Set<Level> levels, Set<String> types, boolean affectsState, Handler handler) {

    /** Where an operation is called: {@code [base]/$x}, {@code [type]/$x}, {@code [type]/[id]/$x}. */
    public enum Level {
        SYSTEM,
        TYPE,
        INSTANCE
    }

    boolean isFor(Level level, String type) {
        return levels.contains(level) && (level == Level.SYSTEM || types.isEmpty() || types.contains(type));
    }
}
