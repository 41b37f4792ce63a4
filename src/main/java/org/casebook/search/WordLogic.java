package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.casebook.error.IssueType;
import org.casebook.index.Folding;
import org.casebook.index.TextValue;

/**
 * Reads the logic between the words of {@code _text} and {@code _content}, as in R4's example {@code (bone OR liver) and
 * metastases} (section 3.1.1.4.20): AND, OR, NOT and brackets; words that follow each other must all be there. Or binds
 * least, then and, then not.
 */
final class WordLogic {
    private static final int DEEPEST = 20;
    private final String name;
    private final String text;
    private final Function<List<String>, Criterion> words;
    private final List<String> tokens;
    private int at;

    private WordLogic(String name, String text, Function<List<String>, Criterion> words) {
        this.name = name;
        this.text = text;
        this.words = words;
        this.tokens =
                List.of(text.replace("(", " ( ").replace(")", " ) ").strip().split("\\s+"));
    }

    /** @param words what stands for words that must all be there */
    static Criterion parse(String name, String text, Function<List<String>, Criterion> words) {
        WordLogic logic = new WordLogic(name, text, words);
        Criterion criterion = logic.any(0);
        if (logic.at < logic.tokens.size()) {
            throw logic.broken();
        }
        return criterion;
    }

    private Criterion any(int depth) {
        if (depth > DEEPEST) {
            throw broken();
        }
        List<Criterion> parts = new ArrayList<>(List.of(all(depth)));
        while (take("or")) {
            parts.add(all(depth));
        }
        return parts.size() == 1 ? parts.get(0) : new AnyCriterion(parts);
    }

    /** Plain words are asked for together. */
    private Criterion all(int depth) {
        List<Criterion> parts = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        do {
            take("and");
            one(depth, parts, plain);
        } while (at < tokens.size() && !next(")") && !next("or"));
        if (!plain.isEmpty()) {
            parts.add(0, words.apply(plain.stream().distinct().toList()));
        }
        return parts.size() == 1 ? parts.get(0) : new AllCriterion(parts);
    }

    private void one(int depth, List<Criterion> parts, List<String> plain) {
        if (take("not")) {
            parts.add(new NotCriterion(negated(depth)));
        } else if (take("(")) {
            parts.add(bracket(depth));
        } else {
            plain.addAll(word());
        }
    }

    private Criterion negated(int depth) {
        return take("(") ? bracket(depth) : words.apply(word());
    }

    private Criterion bracket(int depth) {
        Criterion inside = any(depth + 1);
        if (!take(")")) {
            throw broken();
        }
        return inside;
    }

    /** A token without blanks may still be several words: {@code follow-up}. */
    private List<String> word() {
        boolean missing = at == tokens.size() || next(")") || next("or") || next("and") || next("not");
        List<String> found = missing
                ? List.of()
                : Folding.words(tokens.get(at++)).stream().map(TextValue::word).toList();
        if (found.isEmpty()) {
            throw broken();
        }
        return found;
    }

    private boolean next(String token) {
        return at < tokens.size() && tokens.get(at).equalsIgnoreCase(token);
    }

    private boolean take(String token) {
        boolean there = next(token);
        at += there ? 1 : 0;
        return there;
    }

    private InvalidSearch broken() {
        return InvalidSearch.of(
                IssueType.VALUE,
                name,
                "'" + text
                        + "' has no word in it where one must be: write words, with AND, OR, NOT and brackets between them");
    }
}
