package org.casebook.fhirpath;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions (N1 section 5.6), with a limit on the work that a hostile pattern can make. */
final class RegexFunctions {
    private static final int MAX_CACHED = 500;
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private RegexFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put("matches", Function.of(1, (s, in, args) -> matches(s, in, args, false)));
        functions.put("matchesFull", Function.of(1, (s, in, args) -> matches(s, in, args, true)));
        functions.put("replaceMatches", Function.of(2, RegexFunctions::replaceMatches));
    }

    private static List<Item> matches(Scope scope, List<Item> input, List<Op> arguments, boolean full) {
        String text = Functions.text("matches()", input);
        String regex = Functions.text("matches()", arguments.get(0).eval(scope));
        if (text == null || regex == null) {
            return List.of();
        }
        Matcher matcher = matcher(scope, regex, text);
        return guarded(regex, () -> Truth.list(full ? matcher.matches() : matcher.find()));
    }

    private static List<Item> replaceMatches(Scope scope, List<Item> input, List<Op> arguments) {
        String text = Functions.text("replaceMatches()", input);
        String regex = Functions.text("replaceMatches()", arguments.get(0).eval(scope));
        String substitution =
                Functions.text("replaceMatches()", arguments.get(1).eval(scope));
        if (text == null || regex == null || substitution == null) {
            return List.of();
        }
        if (regex.isEmpty()) {
            return Functions.text(text);
        }
        Matcher matcher = matcher(scope, regex, text);
        return guarded(regex, () -> Functions.text(matcher.replaceAll(substitution)));
    }

    private static Matcher matcher(Scope scope, String regex, String text) {
        return pattern(regex).matcher(new Counted(text, scope.evaluation()));
    }

    private static Pattern pattern(String regex) {
        Pattern known = PATTERNS.get(regex);
        if (known != null) {
            return known;
        }
        try {
            // A dot matches a line break too: "single line mode" of the specification.
            Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
            if (PATTERNS.size() < MAX_CACHED) {
                PATTERNS.put(regex, pattern);
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw FhirPathException.evaluation("'" + regex + "' is not a regular expression: " + e.getDescription());
        }
    }

    private static List<Item> guarded(String regex, java.util.function.Supplier<List<Item>> work) {
        try {
            return work.get();
        } catch (StackOverflowError e) {
            throw FhirPathException.tooCostly("the regular expression '" + regex + "' needs too much memory");
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw FhirPathException.evaluation("the substitution does not fit '" + regex + "': " + e.getMessage());
        }
    }

    /** A text that counts how often it is looked at, so that catastrophic backtracking ends. */
    private record Counted(CharSequence text, Evaluation evaluation) implements CharSequence {
        @Override
        public char charAt(int index) {
            evaluation.step();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
