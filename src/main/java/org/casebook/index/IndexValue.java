package org.casebook.index;

/** A value as a search compares it (R4 section 3.1.1.4); one kind a shape of comparison. */
public sealed interface IndexValue
        permits StringValue,
                TokenValue,
                OfTypeValue,
                DateValue,
                NumberValue,
                QuantityValue,
                ReferenceValue,
                UriValue,
                PositionValue,
                CompositeValue,
                TextValue {}
