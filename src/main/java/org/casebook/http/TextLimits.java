package org.casebook.http;

import java.util.List;
import java.util.Locale;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Position;
import org.jspecify.annotations.Nullable;

/**
 * How deep a body may be nested and how long one string in it may be. Looked at in one run over the bytes, before anything
 * is built of them; whether the text is well-formed is for the one who reads it.
 *
 * @param depth objects and arrays of JSON, elements of XML
 * @param string bytes of a string of JSON, of a value or text of XML
 */
public record TextLimits(int depth, long string) {

    /** Refuses a body that is beyond the limits; the content of a Binary is no text. */
    void check(byte[] body, @Nullable String contentType) {
        switch (kind(body, contentType)) {
            case "json" -> new Json(body).run();
            case "xml" -> new Xml(body).run();
            default -> {}
        }
    }

    private static String kind(byte[] body, @Nullable String contentType) {
        boolean isWide = body.length > 1 && ((body[0] & 0xFF) >= 0xFE || body[0] == 0 || body[1] == 0);
        if (isWide) {
            // UTF-16: the readers have limits of their own.
            return "";
        }
        if (contentType == null) {
            return ResourceBody.startsWithAngle(body) ? "xml" : "json";
        }
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.contains("json") ? "json" : type.contains("xml") ? "xml" : "";
    }

    private CasebookException tooDeep(byte[] body, int at) {
        return refused(
                ErrorCategory.INVALID,
                IssueType.STRUCTURE,
                "The body is nested deeper than " + depth + " levels (max-depth); make it flatter.",
                body,
                at);
    }

    private CasebookException tooLong(byte[] body, int at) {
        return refused(
                ErrorCategory.TOO_LARGE,
                IssueType.TOO_LONG,
                "A string in the body is longer than " + string
                        + " bytes (max-string); shorten it, or keep it elsewhere.",
                body,
                at);
    }

    private static CasebookException refused(ErrorCategory category, IssueType type, String text, byte[] body, int at) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < at; i++) {
            if (body[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new CasebookException(category, List.of(Issue.fatal(type, text).at(new Position(line, at - start + 1))));
    }

    private final class Json {
        private final byte[] body;
        private int level;

        Json(byte[] body) {
            this.body = body;
        }

        void run() {
            for (int i = 0; i < body.length; i++) {
                byte b = body[i];
                if (b == '"') {
                    i = afterString(i);
                } else if (b == '{' || b == '[') {
                    if (++level > depth) {
                        throw tooDeep(body, i);
                    }
                } else if (b == '}' || b == ']') {
                    level--;
                }
            }
        }

        private int afterString(int start) {
            int i = start + 1;
            while (i < body.length && body[i] != '"') {
                i += body[i] == '\\' ? 2 : 1;
                if (i - start - 1 > string) {
                    throw tooLong(body, start);
                }
            }
            return i;
        }
    }

    private final class Xml {
        private final byte[] body;
        private int level;

        Xml(byte[] body) {
            this.body = body;
        }

        void run() {
            int i = 0;
            while (i < body.length) {
                int text = i;
                i = next('<', i);
                requireShort(text, i);
                if (startsWith("<!--", i)) {
                    i = after("-->", i + 4);
                } else if (startsWith("<![CDATA[", i)) {
                    int end = after("]]>", i);
                    requireShort(i, end);
                    i = end;
                } else if (startsWith("<?", i)) {
                    i = after("?>", i);
                } else if (i < body.length) {
                    i = tag(i);
                }
            }
        }

        private int tag(int start) {
            boolean isEnd = startsWith("</", start);
            if (!isEnd && ++level > depth) {
                throw tooDeep(body, start);
            }
            int i = start + 1;
            while (i < body.length && body[i] != '>') {
                if (body[i] == '"' || body[i] == '\'') {
                    int end = next((char) body[i], i + 1);
                    requireShort(i + 1, end);
                    i = end;
                }
                i++;
            }
            if (isEnd || i < body.length && body[i - 1] == '/') {
                level--;
            }
            return i + 1;
        }

        private void requireShort(int from, int to) {
            if (to - from > string) {
                throw tooLong(body, from);
            }
        }

        private int next(char wanted, int from) {
            int i = from;
            while (i < body.length && body[i] != wanted) {
                i++;
            }
            return i;
        }

        private int after(String end, int from) {
            int i = from;
            while (i < body.length && !startsWith(end, i)) {
                i++;
            }
            return Math.min(body.length, i + end.length());
        }

        private boolean startsWith(String text, int at) {
            for (int i = 0; i < text.length(); i++) {
                if (at + i >= body.length || body[at + i] != text.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
