// Stands here until the structure checker and XML land.
package org.casebook.fhir;

public class ResourceIds {
    public static boolean isValid(String s) {
        return s.matches("[A-Za-z0-9.-]{1,64}");
    }
}
