package org.casebook.http;

/**
 * Something that the CapabilityStatement says because a route is there.
 *
 * @param level whether it is said of the system or of every resource type
 * @param element the element of CapabilityStatement.rest or of CapabilityStatement.rest.resource
 * @param value the code of an interaction, or the element's value
 */
record Claim(Level level, String element, String value) {
    /** Where it is said. */
    enum Level {
        SYSTEM,
        TYPE
    }

    private static final String INTERACTION = "interaction";

    static Claim ofSystem(String interaction) {
        return new Claim(Level.SYSTEM, INTERACTION, interaction);
    }

    static Claim ofType(String interaction) {
        return new Claim(Level.TYPE, INTERACTION, interaction);
    }

    static Claim ofType(String element, String value) {
        return new Claim(Level.TYPE, element, value);
    }

    boolean isInteraction() {
        return element.equals(INTERACTION);
    }
}
