package org.casebook.interaction.bundle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.BundleEntry;
import org.casebook.interaction.ConditionalTarget;
import org.casebook.interaction.Criteria;
import org.casebook.interaction.Delete;
import org.casebook.interaction.Patch;
import org.casebook.interaction.Preconditions;
import org.casebook.interaction.Put;
import org.casebook.interaction.ResourceBundle;
import org.casebook.interaction.WriteRules;
import org.casebook.interaction.Written;
import org.casebook.store.StoredResource;
import org.casebook.store.UnitOfWork;

/**
 * One attempt to carry a transaction out. The order is R4's (section 3.1.0.11.2): deletions, creations, updates and
 * patches, reads; conditional references see what the entries before them have written. All searches that identities
 * depend on come before anything but deletions is written, so that the writes stay collected and go out in batches.
 */
final class TransactionRun {
    private final UnitOfWork unit;
    private final List<PreparedEntry> entries;
    private final WriteRules rules;
    private final ConditionalTarget target;
    private final BundleCall call;
    private final int deletesPerEntry;

    private final EntryTargets targets;
    private final Set<ResourceKey> deleted = new HashSet<>();

    /** What the patches have made, by index, until it is written. */
    private final Map<Integer, Patch.Applied> patched = new HashMap<>();
    /** Placeholders that came with a JSON or XML Patch and name no entry. */
    private final List<Issue> unnamed = new ArrayList<>();

    private final BundleEntry[] answers;

    TransactionRun(
            UnitOfWork unit,
            List<PreparedEntry> entries,
            WriteRules rules,
            ConditionalTarget target,
            BundleCall call,
            int deletesPerEntry) {
        this.unit = unit;
        this.entries = entries;
        this.rules = rules;
        this.target = target;
        this.targets = new EntryTargets(unit, target);
        this.call = call;
        this.deletesPerEntry = deletesPerEntry;
        this.answers = new BundleEntry[entries.size()];
    }

    ResourceBundle run() {
        guard();
        each(Verb.DELETE, this::delete);
        each(Verb.POST, targets::identify);
        each(Verb.PUT, targets::identify);
        each(Verb.PATCH, targets::identify);
        refuse(ErrorCategory.INVALID, targets.clashes());
        each(Verb.PATCH, this::apply);
        refuse(ErrorCategory.UNPROCESSABLE, unnamed);
        new ReferenceRun(unit, targets.identities(), target, call.base()).run(writes(), this::write);
        requireIntegrity();
        entries.stream().filter(p -> !p.entry().isWrite()).forEach(this::dispatch);
        return new ResourceBundle(
                "transaction-response",
                OptionalLong.empty(),
                List.of(),
                Stream.of(answers).filter(Objects::nonNull).toList());
    }

    /** All guards in one order, so that two transactions never wait for each other. */
    private void guard() {
        entries.stream()
                .map(PreparedEntry::criteria)
                .filter(Objects::nonNull)
                .map(Criteria::normalised)
                .sorted()
                .distinct()
                .forEach(unit::guard);
    }

    private void each(Verb verb, java.util.function.Consumer<PreparedEntry> step) {
        for (PreparedEntry prepared : entries) {
            if (prepared.method() == verb && prepared.entry().isWrite()) {
                located(prepared, () -> {
                    step.accept(prepared);
                    return null;
                });
            }
        }
    }

    private static <T> T located(PreparedEntry prepared, Supplier<T> step) {
        try {
            return step.get();
        } catch (CasebookException e) {
            throw EntryFailure.of(prepared.entry(), e);
        }
    }

    private void delete(PreparedEntry prepared) {
        RequestEntry entry = prepared.entry();
        List<ResourceKey> matches = prepared.criteria() == null
                ? List.of(entry.url().key())
                : Delete.matching(unit, target, prepared.criteria(), deletesPerEntry);
        StoredResource last = null;
        for (ResourceKey key : matches) {
            preconditions(entry).require(key, unit.current(key));
            targets.claim(key, entry);
            last = unit.delete(key).orElse(last);
            deleted.add(key);
        }
        answer(prepared, EntryAnswers.deleted(last));
    }

    /** Nobody else writes the resource, so the patch can be applied before the references in it are known. */
    private void apply(PreparedEntry prepared) {
        RequestEntry entry = prepared.entry();
        ResourceKey key = targets.key(entry);
        rules.requireIfMatch(key, true, preconditions(entry));
        Patch.Applied applied =
                Patch.applied(unit, key, Objects.requireNonNull(prepared.patch()), preconditions(entry));
        patched.put(entry.index(), applied);
        unnamed.addAll(Preparation.unnamed(
                prepared.withLinks(applied.newLinks()),
                text -> targets.identities().find(text, null).isPresent()));
    }

    private PreparedEntry withItsLinks(PreparedEntry prepared) {
        Patch.Applied applied = patched.get(prepared.entry().index());
        return applied == null ? prepared : prepared.withLinks(applied.newLinks());
    }

    /** Creations, then updates, then patches; those that find their resource already there write nothing. */
    private List<PreparedEntry> writes() {
        return entries.stream()
                .filter(p -> targets.writes(p.entry()))
                .sorted(Comparator.comparing(PreparedEntry::method))
                .map(this::withItsLinks)
                .toList();
    }

    private void write(PreparedEntry prepared) {
        RequestEntry entry = prepared.entry();
        ResourceKey key = targets.key(entry);
        Written written = located(prepared, () -> switch (entry.method()) {
            case POST -> Put.create(unit, key, entry.content(), prepared.warnings());
            case PUT -> update(prepared, key);
            default -> Patch.write(unit, rules, Objects.requireNonNull(patched.get(entry.index())));
        });
        answer(prepared, EntryAnswers.written(written, call));
    }

    private Written update(PreparedEntry prepared, ResourceKey key) {
        RequestEntry entry = prepared.entry();
        if (rules.ifMatchRequired()) {
            rules.requireIfMatch(key, unit.lives(key), preconditions(entry));
        }
        return Put.update(unit, key, entry.content(), preconditions(entry), prepared.warnings());
    }

    private void requireIntegrity() {
        for (PreparedEntry prepared : entries) {
            if (targets.isSatisfied(prepared.entry())) {
                StoredResource there =
                        unit.current(targets.key(prepared.entry())).orElseThrow();
                answer(
                        prepared,
                        EntryAnswers.written(new Written(there, Written.Effect.UNCHANGED, prepared.warnings()), call));
            }
        }
        Predicate<ResourceKey> exists = remembering();
        List<Issue> dangling = new ArrayList<>();
        for (PreparedEntry prepared : writes()) {
            dangling.addAll(DanglingReferences.of(
                    prepared,
                    rules.integrity(),
                    call,
                    text -> targets.identities()
                            .find(text, prepared.entry().fullUrl())
                            .isPresent(),
                    exists));
        }
        refuse(ErrorCategory.UNPROCESSABLE, dangling);
        rules.integrity().requireUnreferenced(unit, stillDeleted());
    }

    private Predicate<ResourceKey> remembering() {
        Map<ResourceKey, Boolean> seen = new HashMap<>();
        return key -> targets.isAlive(key) || !deleted.contains(key) && seen.computeIfAbsent(key, unit::lives);
    }

    private Collection<ResourceKey> stillDeleted() {
        return deleted.stream().filter(key -> !targets.isAlive(key)).toList();
    }

    private void dispatch(PreparedEntry prepared) {
        RequestEntry entry = prepared.entry();
        Dispatcher.Answer answer = located(prepared, () -> call.dispatcher().dispatch(EntryAnswers.request(entry)));
        answer(prepared, EntryAnswers.dispatched(answer));
    }

    private void answer(PreparedEntry prepared, BundleEntry answer) {
        answers[prepared.entry().index()] = answer;
    }

    private static Preconditions preconditions(RequestEntry entry) {
        return new Preconditions(
                entry.conditions().ifMatch(), entry.conditions().ifNoneMatch());
    }

    private static void refuse(ErrorCategory category, List<Issue> issues) {
        if (!issues.isEmpty()) {
            throw new CasebookException(category, issues);
        }
    }
}
