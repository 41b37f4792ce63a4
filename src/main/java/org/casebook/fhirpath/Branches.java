package org.casebook.fhirpath;

import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.TypeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The branches of a union by the type that they begin with. HL7 writes one expression for many types ({@code
 * AllergyIntolerance.code | Condition.code | …}), of which a resource can only meet its own.
 */
final class Branches {
    private Branches() {}

    /** The expression without what begins with another type; null where nothing is left. */
    static @Nullable Ast of(Ast ast, TypeDefinition type) {
        Ast left = null;
        for (Ast branch : split(ast)) {
            String root = root(branch);
            if (root == null || TypeTest.isA(type, root) || !isResource(root)) {
                left = left == null ? branch : new Ast.Binary("|", left, branch);
            }
        }
        return left;
    }

    private static boolean isResource(String name) {
        return Definitions.r4().find(name).filter(TypeDefinition::isResource).isPresent();
    }

    static List<Ast> split(Ast ast) {
        List<Ast> branches = new ArrayList<>();
        split(ast, branches);
        return branches;
    }

    private static void split(Ast ast, List<Ast> branches) {
        if (ast instanceof Ast.Binary union && union.operator().equals("|")) {
            split(union.left(), branches);
            split(union.right(), branches);
        } else {
            branches.add(ast);
        }
    }

    /** The name that a branch begins with; null where it does not begin with a name. */
    private static @Nullable String root(@Nullable Ast ast) {
        if (ast instanceof Ast.Member member) {
            return member.source() == null ? member.name() : root(member.source());
        }
        if (ast instanceof Ast.Call call) {
            return root(call.source());
        }
        if (ast instanceof Ast.Indexer indexer) {
            return root(indexer.source());
        }
        if (ast instanceof Ast.TypeOperation operation) {
            return root(operation.operand());
        }
        return ast instanceof Ast.Binary binary && !binary.operator().equals("|") ? root(binary.left()) : null;
    }
}
