package org.casebook.cli;

public final class Casebook {
    private Casebook() {}

    public static void main(String[] args) {}
}
