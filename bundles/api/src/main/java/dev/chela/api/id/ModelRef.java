package dev.chela.api.id;

/** A model by provider and name, written {@code provider/model}; the name may itself contain slashes. */
public record ModelRef(String provider, String model) {
    public ModelRef {
        if (provider.isBlank() || model.isBlank()) {
            throw new IllegalArgumentException("a model is named provider/model, not '" + provider + "/" + model + "'");
        }
    }

    /** @throws IllegalArgumentException when there is no slash with something on both sides */
    public static ModelRef parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw new IllegalArgumentException("a model is named provider/model, not '" + text + "'");
        }
        return new ModelRef(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return provider + "/" + model;
    }
}
