package org.casebook.fhir.structure;

import java.util.Locale;
import java.util.Set;

/** Attribute values and entities of narrative: what may not run, and what XML knows without a DTD. */
final class NarrativeLink {
    private static final Set<String> STANDARD = Set.of("lt", "gt", "amp", "quot", "apos");
    private static final Set<String> LINKS = Set.of("href", "src", "cite", "longdesc");
    private static final Set<String> PROGRAMS = Set.of("javascript:", "vbscript:", "data:");
    private static final Set<String> STYLE_PROGRAMS =
            Set.of("javascript:", "vbscript:", "expression(", "-moz-binding", "behavior:", "@import");

    private NarrativeLink() {}

    static boolean isHarmless(String attribute, String value) {
        if (LINKS.contains(attribute)) {
            String plain = plain(value);
            boolean picture = attribute.equals("src") && plain.startsWith("data:image/");
            return picture || PROGRAMS.stream().noneMatch(plain::startsWith);
        }
        return !attribute.equals("style") || STYLE_PROGRAMS.stream().noneMatch(plain(value)::contains);
    }

    /** As a browser sees it: entities resolved, white space and case gone. */
    private static String plain(String value) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int end = c == '&' ? value.indexOf(';', i) : -1;
            int code = c;
            if (end > 0) {
                code = codePoint(value.substring(i + 1, end));
                i = end;
            }
            if (code > ' ') {
                plain.appendCodePoint(code);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    static boolean isEntity(String name) {
        if (!name.startsWith("#")) {
            return STANDARD.contains(name);
        }
        int code = codePoint(name);
        return code == '\t'
                || code == '\n'
                || code == '\r'
                || code >= ' ' && code < 0xD800
                || code >= 0xE000 && code < 0xFFFE
                || code >= 0x10000 && code <= 0x10FFFF;
    }

    /** The character of an entity; 0 where there is none. */
    private static int codePoint(String name) {
        if (!name.startsWith("#")) {
            return switch (name) {
                case "lt" -> '<';
                case "gt" -> '>';
                case "amp" -> '&';
                case "quot" -> '"';
                case "apos" -> '\'';
                default -> 0;
            };
        }
        boolean hex = name.startsWith("#x");
        String digits = name.substring(hex ? 2 : 1);
        boolean valid = !digits.isEmpty()
                && digits.length() <= 7
                && digits.chars().allMatch(c -> Character.digit(c, hex ? 16 : 10) >= 0 && c < 128);
        int code = valid ? Integer.parseInt(digits, hex ? 16 : 10) : 0;
        return code <= Character.MAX_CODE_POINT ? code : 0;
    }
}
