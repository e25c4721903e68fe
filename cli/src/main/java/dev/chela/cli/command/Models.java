package dev.chela.cli.command;

/** How a model is named. */
final class Models {
    private Models() {}

    /** provider/model; the provider is not said twice when the model's name already holds it. */
    static String reference(String provider, String model) {
        return provider.isEmpty() || model.startsWith(provider + "/") ? model : provider + "/" + model;
    }
}
