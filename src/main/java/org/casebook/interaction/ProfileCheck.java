package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.validation.ReferenceResolver;
import org.casebook.validation.Validator;

/** A resource that claims one of the profiles of this server must conform to it. */
public final class ProfileCheck implements WriteCheck {
    private final Validator validator;
    private final ReferenceResolver stored;

    public ProfileCheck(Validator validator, ReferenceResolver stored) {
        this.validator = validator;
        this.stored = stored;
    }

    @Override
    public List<Issue> check(ObjectNode resource) {
        return validator.writes().check(resource, stored);
    }

    @Override
    public WriteCheck within(List<ObjectNode> together) {
        Validator.Writes writes = validator.writes();
        ReferenceResolver resolver = ReferenceResolver.among(together).or(stored);
        return resource -> writes.check(resource, resolver);
    }
}
