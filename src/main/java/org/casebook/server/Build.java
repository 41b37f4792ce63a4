package org.casebook.server;

import java.util.Optional;

/** What this program was built as: the build writes it into the jar. */
public final class Build {
    private static final String DEVELOPMENT = "development";

    private Build() {}

    /** The version in pom.xml; {@code development} where no jar was built. */
    public static String version() {
        return Optional.ofNullable(Build.class.getPackage().getImplementationVersion())
                .orElse(DEVELOPMENT);
    }
}
