package org.casebook.http;

import java.util.Optional;
import java.util.Set;

/** What a path means by its form, operations apart (R4 section 3.1.0, Style Guide). */
enum Shape {
    SYSTEM,
    METADATA,
    LATER,
    SYSTEM_HISTORY,
    SYSTEM_SEARCH,
    TYPE,
    TYPE_HISTORY,
    TYPE_SEARCH,
    INSTANCE,
    INSTANCE_HISTORY,
    VERSION,
    COMPARTMENT,
    COMPARTMENT_SEARCH;

    /**
     * @param types the resource types; the first segment is one of them, or begins with an underscore, or is metadata
     */
    static Optional<Shape> of(RequestPath path, Set<String> types) {
        String first = path.at(0);
        if (path.length() > 0 && !types.contains(first)) {
            return ofSystem(path);
        }
        return switch (path.length()) {
            case 0 -> Optional.of(SYSTEM);
            case 1 -> Optional.of(TYPE);
            case 2 -> Optional.of(belowType(path.at(1)));
            default -> belowInstance(path, types);
        };
    }

    private static Optional<Shape> ofSystem(RequestPath path) {
        Shape shape = switch (path.at(0)) {
            case "metadata" -> METADATA;
            case "_history" -> SYSTEM_HISTORY;
            case "_search" -> SYSTEM_SEARCH;
            case AsyncProvider.SEGMENT -> LATER;
            default -> null;
        };
        int length = shape == LATER ? 2 : 1;
        return Optional.ofNullable(shape).filter(s -> path.length() == length);
    }

    private static Shape belowType(String segment) {
        return switch (segment) {
            case "_history" -> TYPE_HISTORY;
            case "_search" -> TYPE_SEARCH;
            default -> INSTANCE;
        };
    }

    private static Optional<Shape> belowInstance(RequestPath path, Set<String> types) {
        String third = path.at(2);
        if (third.equals("_history")) {
            return switch (path.length()) {
                case 3 -> Optional.of(INSTANCE_HISTORY);
                case 4 -> Optional.of(VERSION);
                default -> Optional.empty();
            };
        }
        if (path.length() == 3 && third.equals("_search")) {
            return Optional.of(COMPARTMENT_SEARCH);
        }
        if (third.equals("*") || types.contains(third)) {
            if (path.length() == 3) {
                return Optional.of(COMPARTMENT);
            }
            if (path.length() == 4 && path.at(3).equals("_search")) {
                return Optional.of(COMPARTMENT_SEARCH);
            }
        }
        return Optional.empty();
    }
}
