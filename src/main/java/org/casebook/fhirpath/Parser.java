package org.casebook.fhirpath;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the words of an expression by the N1 grammar, operators by their precedence (section 8.8). */
final class Parser {
    private static final int TYPE_PRECEDENCE = 8;
    private static final int MAX_DEPTH = 200;

    /** Several times the longest expression of R4; more steps in a row would need too much stack. */
    private static final int MAX_TOKENS = 2_000;

    private static final Map<String, Integer> PRECEDENCE = Map.ofEntries(
            Map.entry("implies", 1),
            Map.entry("or", 2),
            Map.entry("xor", 2),
            Map.entry("and", 3),
            Map.entry("in", 4),
            Map.entry("contains", 4),
            Map.entry("=", 5),
            Map.entry("~", 5),
            Map.entry("!=", 5),
            Map.entry("!~", 5),
            Map.entry("<", 6),
            Map.entry("<=", 6),
            Map.entry(">", 6),
            Map.entry(">=", 6),
            Map.entry("|", 7),
            Map.entry("is", TYPE_PRECEDENCE),
            Map.entry("as", TYPE_PRECEDENCE),
            Map.entry("+", 9),
            Map.entry("-", 9),
            Map.entry("&", 9),
            Map.entry("*", 10),
            Map.entry("/", 10),
            Map.entry("div", 10),
            Map.entry("mod", 10));
    static final Set<String> TYPE_FUNCTIONS = Set.of("is", "as", "ofType");

    private final String text;
    private final List<Token> tokens;
    private int at;
    private int depth;

    private Parser(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
        if (tokens.size() > MAX_TOKENS) {
            throw errorAt(tokens.get(MAX_TOKENS), "the expression is too long: more than " + MAX_TOKENS + " words");
        }
    }

    static Ast parse(String expression) {
        Parser parser = new Parser(expression);
        Ast ast = parser.expression(1);
        if (parser.peek().kind() != Token.Kind.END) {
            throw parser.error("unexpected '" + parser.peek().text() + "'");
        }
        return ast;
    }

    private Ast expression(int lowest) {
        if (++depth > MAX_DEPTH) {
            throw error("the expression is nested too deep");
        }
        Ast left = unary();
        while (true) {
            Token operator = peek();
            Integer precedence = precedence(operator);
            if (precedence == null || precedence < lowest) {
                depth--;
                return left;
            }
            at++;
            left = precedence == TYPE_PRECEDENCE
                    ? new Ast.TypeOperation(operator.text(), left, typeName())
                    : new Ast.Binary(operator.text(), left, expression(precedence + 1));
        }
    }

    private static @Nullable Integer precedence(Token token) {
        boolean operator = token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.IDENTIFIER;
        return operator ? PRECEDENCE.get(token.text()) : null;
    }

    private Ast unary() {
        Token token = peek();
        if (token.is("-") || token.is("+")) {
            at++;
            if (++depth > MAX_DEPTH) {
                throw error("the expression is nested too deep");
            }
            Ast operand = unary();
            depth--;
            return new Ast.Polarity(token.is("-"), operand);
        }
        return path();
    }

    private Ast path() {
        Ast ast = term();
        while (true) {
            if (peek().is(".")) {
                at++;
                ast = invocation(ast);
            } else if (peek().is("[")) {
                at++;
                ast = new Ast.Indexer(ast, expression(1));
                expect("]");
            } else {
                return ast;
            }
        }
    }

    private Ast term() {
        Token token = peek();
        switch (token.kind()) {
            case STRING:
                at++;
                return new Ast.Literal(new Value.Text(token.text()));
            case NUMBER:
                at++;
                return number(token);
            case TEMPORAL:
                at++;
                return new Ast.Literal(temporal(token));
            case CONSTANT:
                at++;
                return new Ast.Constant(token.text());
            default:
                return group(token);
        }
    }

    private Ast group(Token token) {
        if (token.is("(")) {
            at++;
            Ast ast = expression(1);
            expect(")");
            return ast;
        }
        if (token.is("{")) {
            at++;
            expect("}");
            return new Ast.Literal(null);
        }
        if (token.isWord("true") || token.isWord("false")) {
            at++;
            return new Ast.Literal(Value.Bool.of(token.isWord("true")));
        }
        return invocation(null);
    }

    private Ast invocation(@Nullable Ast source) {
        Token token = peek();
        at++;
        if (token.kind() == Token.Kind.VARIABLE) {
            return new Ast.Variable(token.text());
        }
        if (!token.isName()) {
            throw errorAt(token, token.kind() == Token.Kind.END ? "the expression ends too early" : "expected a name");
        }
        if (!peek().is("(")) {
            return new Ast.Member(source, token.text());
        }
        at++;
        return new Ast.Call(source, token.text(), arguments(token.text()));
    }

    private List<Ast> arguments(String function) {
        List<Ast> arguments = new ArrayList<>();
        if (TYPE_FUNCTIONS.contains(function)) {
            arguments.add(new Ast.Literal(new Value.Text(typeName())));
        } else if (!peek().is(")")) {
            arguments.add(expression(1));
            while (peek().is(",")) {
                at++;
                arguments.add(expression(1));
            }
        }
        expect(")");
        return arguments;
    }

    /** {@code Quantity}, {@code FHIR.Patient}, {@code System.`String`}. */
    private String typeName() {
        String name = name();
        while (peek().is(".")
                && tokens.get(at + 1).isName()
                && !tokens.get(at + 2).is("(")
                && isNamespace(name)) {
            at++;
            name = name + "." + name();
        }
        return name;
    }

    private static boolean isNamespace(String name) {
        return name.equals("FHIR") || name.equals("System");
    }

    private String name() {
        Token token = peek();
        if (!token.isName()) {
            throw error("expected the name of a type");
        }
        at++;
        return token.text();
    }

    private Ast number(Token token) {
        Token next = peek();
        BigDecimal number = new BigDecimal(token.text());
        if (next.kind() == Token.Kind.STRING) {
            at++;
            return new Ast.Literal(new Value.Quantity(number, next.text(), Calendar.of(next.text())));
        }
        Calendar calendar = next.kind() == Token.Kind.IDENTIFIER ? Calendar.of(next.text()) : null;
        if (calendar != null) {
            at++;
            return new Ast.Literal(new Value.Quantity(number, next.text(), calendar));
        }
        return new Ast.Literal(Value.ofNumber(token.text()));
    }

    private Value temporal(Token token) {
        Temporal value = Temporal.literal(token.text());
        if (value == null) {
            throw errorAt(token, "this is no date, dateTime or time");
        }
        return value;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private void expect(String symbol) {
        if (!peek().is(symbol)) {
            throw error("expected '" + symbol + "'");
        }
        at++;
    }

    private FhirPathException error(String what) {
        return errorAt(peek(), what);
    }

    private FhirPathException errorAt(Token token, String what) {
        return FhirPathException.syntax(text, token.offset(), what);
    }
}
