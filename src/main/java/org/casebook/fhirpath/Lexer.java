package org.casebook.fhirpath;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an expression into words (FHIRPath N1, section 2.5 of the specification and its grammar). */
final class Lexer {
    private static final Pattern TEMPORAL = Pattern.compile(
            "@(?:T\\d\\d(?::\\d\\d(?::\\d\\d(?:\\.\\d+)?)?)?"
                    + "|\\d{4}(?:-\\d\\d(?:-\\d\\d)?)?(?:T(?:\\d\\d(?::\\d\\d(?::\\d\\d(?:\\.\\d+)?)?)?(?:Z|[+-]\\d\\d:\\d\\d)?)?)?)");
    private static final List<String> LONG_SYMBOLS = List.of("<=", ">=", "!=", "!~");
    private static final String SYMBOLS = ".[](){},+-*/|&<>=~";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String expression) {
        Lexer lexer = new Lexer(expression);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        for (skip(); at < text.length(); skip()) {
            tokens.add(next());
        }
        tokens.add(new Token(Token.Kind.END, "", at));
    }

    private Token next() {
        int start = at;
        char c = text.charAt(at);
        if (isLetter(c)) {
            return token(Token.Kind.IDENTIFIER, word(), start);
        }
        if (isDigit(c)) {
            return token(Token.Kind.NUMBER, number(), start);
        }
        return switch (c) {
            case '\'' -> token(Token.Kind.STRING, quoted('\''), start);
            case '`' -> token(Token.Kind.DELIMITED, quoted('`'), start);
            case '"' -> token(Token.Kind.DELIMITED, quoted('"'), start);
            case '@' -> token(Token.Kind.TEMPORAL, temporal(), start);
            case '$' -> token(Token.Kind.VARIABLE, variable(), start);
            case '%' -> token(Token.Kind.CONSTANT, constant(), start);
            default -> symbol();
        };
    }

    private static Token token(Token.Kind kind, String text, int start) {
        return new Token(kind, text, start);
    }

    private Token symbol() {
        int start = at;
        for (String symbol : LONG_SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                return token(Token.Kind.SYMBOL, symbol, start);
            }
        }
        char c = text.charAt(at);
        if (SYMBOLS.indexOf(c) < 0) {
            throw error("unexpected '" + c + "'");
        }
        at++;
        return token(Token.Kind.SYMBOL, String.valueOf(c), start);
    }

    private String word() {
        int start = at;
        while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String number() {
        int start = at;
        digits();
        if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
            at++;
            digits();
        }
        return text.substring(start, at);
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private String temporal() {
        Matcher matcher = TEMPORAL.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw error("'@' begins a date, a dateTime or a time");
        }
        at = matcher.end();
        if (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
            throw error("this is no date, dateTime or time");
        }
        return matcher.group();
    }

    private String variable() {
        at++;
        String name = "$" + word();
        if (!List.of("$this", "$index", "$total").contains(name)) {
            throw error("there is no variable " + name);
        }
        return name;
    }

    private String constant() {
        at++;
        char c = at < text.length() ? text.charAt(at) : ' ';
        if (c == '`' || c == '\'' || c == '"') {
            return quoted(c);
        }
        int start = at;
        String name = word();
        if (name.isEmpty()) {
            throw error("'%' must be followed by the name of a constant");
        }
        // %vs-name and %ext-name stand without quotes in older definitions.
        if (name.equals("vs") || name.equals("ext")) {
            while (at < text.length() && text.charAt(at) == '-') {
                at++;
                word();
            }
        }
        return text.substring(start, at);
    }

    private String quoted(char quote) {
        StringBuilder out = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != quote; at++) {
            out.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
        }
        if (at >= text.length()) {
            throw error("the closing " + quote + " is missing");
        }
        at++;
        return out.toString();
    }

    private char escaped() {
        at++;
        char c = at < text.length() ? text.charAt(at) : ' ';
        return switch (c) {
            case '\'', '"', '`', '\\', '/' -> c;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw error("there is no escape \\" + c);
        };
    }

    private char unicode() {
        if (at + 4 >= text.length()) {
            throw error("\\u needs four hexadecimal digits");
        }
        String digits = text.substring(at + 1, at + 5);
        if (!digits.chars().allMatch(d -> Character.digit(d, 16) >= 0)) {
            throw error("\\u needs four hexadecimal digits");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private void skip() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw error("the comment is not closed");
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private FhirPathException error(String what) {
        return FhirPathException.syntax(text, at, what);
    }
}
