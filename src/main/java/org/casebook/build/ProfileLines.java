package org.casebook.build;

import java.util.List;

/**
 * Writes one of R4's own profiles on a resource as lines: what it wants more often, less often or not at all, and its
 * invariants. Slices, fixed values and bindings are left to the validator.
 */
final class ProfileLines {
    private final XmlElement profile;
    private final InvariantNumbers invariants;
    private final StringBuilder out;

    ProfileLines(XmlElement profile, InvariantNumbers invariants, StringBuilder out) {
        this.profile = profile;
        this.invariants = invariants;
        this.out = out;
    }

    void write() {
        XmlElement snapshot = profile.first("snapshot");
        String type = profile.text("type");
        out.append(String.join("\t", "R", profile.text("url"), type)).append('\n');
        for (XmlElement element : snapshot == null ? List.<XmlElement>of() : snapshot.all("element")) {
            if (!String.valueOf(element.id()).contains(":")) {
                element(element, type);
            }
        }
    }

    private void element(XmlElement element, String type) {
        XmlElement base = element.first("base");
        boolean root = element.text("path").equals(type);
        boolean tighter = base != null
                && !root
                && (!element.text("min").equals(base.text("min"))
                        || !element.text("max").equals(base.text("max")));
        String own = invariants.ofProfile(element, profile.text("url"));
        if (tighter || !own.isEmpty()) {
            out.append(String.join(
                            "\t",
                            "N",
                            element.text("path"),
                            tighter ? element.text("min") : "0",
                            tighter ? element.text("max") : "*",
                            own))
                    .append('\n');
        }
    }
}
