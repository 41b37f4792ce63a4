package org.casebook.interaction.patch;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of a FHIRPath Patch operation, cut into steps. R4 (section 2.1.7, fhirpatch) allows what can be traced back
 * to a place in the resource: names, indexers, {@code where()}, {@code first()}, {@code last()}, {@code ofType()},
 * {@code as()} and {@code extension()}. Anything else computes a value, which nothing could be written to.
 */
record PatchPath(String text, List<Step> steps) {

    /** One step; the criterion of {@code where()} is any FHIRPath. */
    sealed interface Step {
        record Name(String name) implements Step {}

        record Index(int index) implements Step {}

        record First() implements Step {}

        record Last() implements Step {}

        record Where(String criterion) implements Step {}

        record OfType(String type) implements Step {}

        record Extension(String url) implements Step {}
    }

    static PatchPath parse(String text) {
        return new PatchPath(text, List.copyOf(new Parser(text).steps()));
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        List<Step> steps() {
            List<Step> steps = new ArrayList<>();
            do {
                skipSpace();
                steps.addAll(step());
                skipSpace();
                while (accept('[')) {
                    steps.add(new Step.Index(index(until(']'))));
                    skipSpace();
                }
            } while (accept('.'));
            if (at < text.length()) {
                throw malformed("unexpected '" + text.charAt(at) + "' at position " + (at + 1));
            }
            return steps;
        }

        private List<Step> step() {
            if (accept('(')) {
                return cast(argument());
            }
            String name = name();
            skipSpace();
            return accept('(') ? List.of(function(name, argument().strip())) : List.of(new Step.Name(name));
        }

        /** {@code (Patient.deceased as boolean)}. */
        private List<Step> cast(String inner) {
            int as = inner.lastIndexOf(" as ");
            List<Step> steps = new ArrayList<>(new Parser(as < 0 ? inner : inner.substring(0, as)).steps());
            if (as >= 0) {
                steps.add(new Step.OfType(type(inner.substring(as + 4).strip())));
            }
            return steps;
        }

        private Step function(String name, String argument) {
            return switch (name) {
                case "where" -> new Step.Where(argument);
                case "first", "single" -> new Step.First();
                case "last" -> new Step.Last();
                case "ofType", "as" -> new Step.OfType(type(argument));
                case "extension" -> new Step.Extension(literal(argument));
                default -> throw malformed("'" + name + "()' cannot be used in the path of a patch");
            };
        }

        private String type(String argument) {
            return argument.substring(argument.lastIndexOf('.') + 1).replace("`", "");
        }

        private String literal(String argument) {
            boolean quoted = argument.length() > 1 && "'\"".indexOf(argument.charAt(0)) >= 0;
            if (!quoted || argument.charAt(argument.length() - 1) != argument.charAt(0)) {
                throw malformed("extension() needs a URL in quotes");
            }
            return argument.substring(1, argument.length() - 1);
        }

        private int index(String digits) {
            try {
                return Integer.parseUnsignedInt(digits.strip());
            } catch (NumberFormatException e) {
                throw malformed("'[" + digits + "]' is not an index");
            }
        }

        private String name() {
            if (accept('`')) {
                return until('`');
            }
            int start = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            if (start == at || Character.isDigit(text.charAt(start))) {
                throw malformed("a name is expected at position " + (start + 1));
            }
            return text.substring(start, at);
        }

        /** What stands up to the parenthesis that closes the one just read; brackets inside strings do not count. */
        private String argument() {
            int start = at;
            int depth = 1;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '\'' || c == '"') {
                    skipString(c);
                } else if (c == '(') {
                    depth++;
                } else if (c == ')' && --depth == 0) {
                    return text.substring(start, at++);
                }
            }
            throw malformed("a parenthesis is not closed");
        }

        private void skipString(char quote) {
            for (at++; at < text.length() && text.charAt(at) != quote; at++) {
                if (text.charAt(at) == '\\') {
                    at++;
                }
            }
        }

        private String until(char end) {
            int found = text.indexOf(end, at);
            if (found < 0) {
                throw malformed("'" + end + "' is missing");
            }
            String content = text.substring(at, found);
            at = found + 1;
            return content;
        }

        private boolean accept(char c) {
            boolean there = at < text.length() && text.charAt(at) == c;
            if (there) {
                at++;
            }
            return there;
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private RuntimeException malformed(String reason) {
            return PatchError.malformed("FHIRPath Patch: '" + text + "' is not a path that can be patched: " + reason);
        }
    }
}
