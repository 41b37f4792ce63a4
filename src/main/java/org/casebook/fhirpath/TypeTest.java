package org.casebook.fhirpath;

import java.util.Optional;
import java.util.Set;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.TypeDefinition;
import org.jspecify.annotations.Nullable;

/** A type specifier (N1 section 6.3): without namespace a name is FHIR's if R4 has it, else System's. */
final class TypeTest {
    private static final Set<String> SYSTEM =
            Set.of("Any", "Boolean", "String", "Integer", "Decimal", "Date", "DateTime", "Time", "Quantity");

    private final @Nullable String fhir;
    private final @Nullable String system;
    private final boolean isAbstract;

    private TypeTest(@Nullable String fhir, @Nullable String system) {
        this.fhir = fhir;
        this.system = system;
        this.isAbstract = fhir != null
                && Definitions.r4()
                        .find(fhir)
                        .filter(TypeDefinition::isAbstract)
                        .isPresent();
    }

    static TypeTest of(String specifier) {
        if (specifier.startsWith(TypeName.SYSTEM + ".")) {
            return new TypeTest(null, specifier.substring(TypeName.SYSTEM.length() + 1));
        }
        boolean qualified = specifier.startsWith(TypeName.FHIR + ".");
        String name = qualified ? specifier.substring(TypeName.FHIR.length() + 1) : specifier;
        boolean isFhir = Definitions.r4().find(name).isPresent();
        boolean isSystem = !qualified && SYSTEM.contains(name);
        if (!isFhir && !isSystem) {
            throw FhirPathException.semantic("there is no type '" + specifier + "'");
        }
        return new TypeTest(isFhir ? name : null, isSystem ? name : null);
    }

    /** Whether the item is of the type or of one derived from it. */
    boolean is(Item item) {
        return item instanceof Element element
                ? fhir != null && isA(element.definition(), fhir)
                : isSystem((Value) item);
    }

    /**
     * Whether the item is of just this type, as {@code ofType} and {@code as} choose in HL7's own search parameters:
     * {@code Observation.value.ofType(Quantity)} does not mean an Age. The abstract types choose what is derived.
     */
    boolean isExactly(Item item) {
        return item instanceof Element element ? isExactly(element.definition()) : isSystem((Value) item);
    }

    /** The same for a type. */
    boolean isExactly(TypeDefinition type) {
        return fhir != null && (type.name().equals(fhir) || isAbstract && isA(type, fhir));
    }

    private boolean isSystem(Value value) {
        return system != null && (system.equals("Any") || system.equals(value.typeName()));
    }

    /** Whether a type is another one or derived from it. */
    static boolean isA(TypeDefinition type, String name) {
        Optional<TypeDefinition> t = Optional.of(type);
        while (t.isPresent()) {
            if (t.get().name().equals(name)) {
                return true;
            }
            t = Definitions.r4().find(t.get().base());
        }
        return false;
    }
}
