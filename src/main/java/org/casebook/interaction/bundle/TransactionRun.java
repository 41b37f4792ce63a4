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
import org.casebook.interaction.Update;
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

    private final Identities identities = new Identities();
    private final Map<ResourceKey, RequestEntry> writers = new HashMap<>();
    private final Map<String, ResourceKey> createdFor = new HashMap<>();
    private final Set<ResourceKey> deleted = new HashSet<>();
    private final Set<ResourceKey> alive = new HashSet<>();
    private final List<Issue> clashes = new ArrayList<>();
    /** By the entry's index, who its resource is. */
    private final Map<Integer, ResourceKey> keys = new HashMap<>();
    /** Conditional creates, by index, whose resource was there already. */
    private final Set<Integer> satisfied = new HashSet<>();

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
        this.call = call;
        this.deletesPerEntry = deletesPerEntry;
        this.answers = new BundleEntry[entries.size()];
    }

    ResourceBundle run() {
        guard();
        each(Verb.DELETE, this::delete);
        each(Verb.POST, this::identify);
        each(Verb.PUT, this::identify);
        each(Verb.PATCH, this::identify);
        refuse(ErrorCategory.INVALID, clashes);
        new ReferenceRun(unit, identities, target, call.base()).run(writes(), this::write);
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
        List<ResourceKey> targets = prepared.criteria() == null
                ? List.of(entry.url().key())
                : Delete.matching(unit, target, prepared.criteria(), deletesPerEntry);
        StoredResource last = null;
        for (ResourceKey key : targets) {
            preconditions(entry).require(key, unit.current(key));
            claim(key, entry);
            last = unit.delete(key).orElse(last);
            deleted.add(key);
        }
        answer(prepared, EntryAnswers.deleted(last));
    }

    private void identify(PreparedEntry prepared) {
        RequestEntry entry = prepared.entry();
        ResourceKey key = switch (entry.method()) {
            case POST -> created(prepared);
            case PUT -> updated(prepared);
            default -> patched(prepared);
        };
        keys.put(entry.index(), key);
        identities.add(entry, key);
        alive.add(key);
        if (!satisfied.contains(entry.index())) {
            claim(key, entry);
        }
    }

    /** Two conditional creates for the same criteria are one resource: the second finds what the first creates. */
    private ResourceKey created(PreparedEntry prepared) {
        ResourceKey fresh = new ResourceKey(prepared.entry().url().type(), unit.newId());
        if (prepared.criteria() == null) {
            return fresh;
        }
        String criteria = prepared.criteria().normalised();
        ResourceKey match = createdFor.containsKey(criteria)
                ? createdFor.get(criteria)
                : target.one(unit, prepared.criteria()).orElse(null);
        if (match == null) {
            createdFor.put(criteria, fresh);
            return fresh;
        }
        satisfied.add(prepared.entry().index());
        return match;
    }

    private ResourceKey updated(PreparedEntry prepared) {
        Criteria criteria = prepared.criteria();
        return criteria == null
                ? prepared.entry().url().key()
                : Update.matched(
                        unit,
                        target.one(unit, criteria),
                        criteria,
                        prepared.entry().content());
    }

    private ResourceKey patched(PreparedEntry prepared) {
        Criteria criteria = prepared.criteria();
        return criteria == null
                ? prepared.entry().url().key()
                : target.one(unit, criteria).orElseThrow(() -> Patch.nothingMatches(criteria));
    }

    private void claim(ResourceKey key, RequestEntry entry) {
        RequestEntry other = writers.putIfAbsent(key, entry);
        if (other != null) {
            clashes.add(Preparation.clash(other, entry, "both write " + key));
        }
    }

    /** Creations, then updates, then patches; those that find their resource already there write nothing. */
    private List<PreparedEntry> writes() {
        return entries.stream()
                .filter(p -> keys.containsKey(p.entry().index())
                        && !satisfied.contains(p.entry().index()))
                .sorted(Comparator.comparing(PreparedEntry::method))
                .toList();
    }

    private void write(PreparedEntry prepared) {
        RequestEntry entry = prepared.entry();
        ResourceKey key = Objects.requireNonNull(keys.get(entry.index()));
        Written written = located(prepared, () -> switch (entry.method()) {
            case POST -> Put.create(unit, key, entry.content(), prepared.warnings());
            case PUT -> Put.update(unit, key, entry.content(), preconditions(entry), prepared.warnings());
            default -> Patch.within(unit, rules, key, Objects.requireNonNull(prepared.patch()), preconditions(entry));
        });
        answer(prepared, EntryAnswers.written(written, call));
    }

    private void requireIntegrity() {
        for (PreparedEntry prepared : entries) {
            if (satisfied.contains(prepared.entry().index())) {
                StoredResource there = unit.current(
                                Objects.requireNonNull(keys.get(prepared.entry().index())))
                        .orElseThrow();
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
                    text -> identities.find(text, prepared.entry().fullUrl()).isPresent(),
                    exists));
        }
        refuse(ErrorCategory.UNPROCESSABLE, dangling);
        rules.integrity().requireUnreferenced(unit, stillDeleted());
    }

    private Predicate<ResourceKey> remembering() {
        Map<ResourceKey, Boolean> seen = new HashMap<>();
        return key -> alive.contains(key) || !deleted.contains(key) && seen.computeIfAbsent(key, unit::lives);
    }

    private Collection<ResourceKey> stillDeleted() {
        return deleted.stream().filter(key -> !alive.contains(key)).toList();
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
