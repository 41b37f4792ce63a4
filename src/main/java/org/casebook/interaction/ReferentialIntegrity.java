package org.casebook.interaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Link;
import org.casebook.fhir.LocalReference;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.ReadSession;
import org.casebook.store.StoredResource;
import org.casebook.store.UnitOfWork;

/**
 * Whether references to this server's resources must lead somewhere (R4 section 3.1.0.7 allows a server to refuse what
 * would break them).
 */
public final class ReferentialIntegrity {
    private static final int REFERRERS_NAMED = 20;
    private final boolean enforced;
    private final Referrers referrers;

    private ReferentialIntegrity(boolean enforced, Referrers referrers) {
        this.enforced = enforced;
        this.referrers = referrers;
    }

    public static ReferentialIntegrity enforce(Referrers referrers) {
        return new ReferentialIntegrity(true, referrers);
    }

    /** Dangling references are let in, and deletions leave them behind. */
    public static ReferentialIntegrity allow() {
        return new ReferentialIntegrity(false, (session, target, limit) -> List.of());
    }

    public boolean isEnforced() {
        return enforced;
    }

    /** One issue for each reference of a resource that leads to nothing. */
    public List<Issue> dangling(List<Link> links, String base, Predicate<ResourceKey> exists) {
        List<Issue> issues = new ArrayList<>();
        for (Link link : enforced ? links : List.<Link>of()) {
            if (link.kind() == Link.Kind.REFERENCE) {
                LocalReference.parse(link.text(), base)
                        .filter(exists.negate())
                        .ifPresent(key -> issues.add(missing(key, link.path())));
            }
        }
        return issues;
    }

    /** What is reported for a reference to a resource that is not there. */
    public static Issue missing(ResourceKey key, String path) {
        return Issue.error(
                IssueType.NOT_FOUND,
                "The reference to " + key
                        + " leads nowhere: there is no such resource on this server. Create it first, or send both in one transaction.",
                path);
    }

    /** 422 with every dangling reference of a single resource. */
    void requireTargets(UnitOfWork unit, List<Link> links, ResourceKey self) {
        List<Issue> issues = dangling(links, "", key -> key.equals(self) || unit.lives(key));
        if (!issues.isEmpty()) {
            throw new CasebookException(ErrorCategory.UNPROCESSABLE, issues);
        }
    }

    public static boolean isLiving(ReadSession session, ResourceKey key) {
        Optional<StoredResource> current = session.current(key);
        return current.isPresent() && !current.get().deleted();
    }

    /** 409 with the resources that still point to what has been deleted in this unit of work. */
    public void requireUnreferenced(ReadSession session, Collection<ResourceKey> deleted) {
        List<Issue> issues = new ArrayList<>();
        for (ResourceKey key : enforced ? deleted : List.<ResourceKey>of()) {
            List<ResourceKey> found = referrers.of(session, key, REFERRERS_NAMED + 1);
            if (!found.isEmpty()) {
                issues.add(Issue.error(IssueType.CONFLICT, stillPointedTo(key, found)));
            }
        }
        if (!issues.isEmpty()) {
            throw new CasebookException(ErrorCategory.CONFLICT, issues);
        }
    }

    private static String stillPointedTo(ResourceKey key, List<ResourceKey> found) {
        List<String> names =
                found.stream().limit(REFERRERS_NAMED).map(ResourceKey::toString).toList();
        String more = found.size() > REFERRERS_NAMED ? " and others" : "";
        return key + " cannot be deleted: " + String.join(", ", names) + more
                + " refer to it. Delete or change them first, or delete them with it by _cascade=delete.";
    }
}
