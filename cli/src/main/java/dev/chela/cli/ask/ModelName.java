package dev.chela.cli.ask;

/** How a model is named. */
public final class ModelName {
    private ModelName() {}

    /** provider/model; the provider is not said twice when the model's name already holds it. */
    public static String reference(String provider, String model) {
        return provider.isEmpty() || model.startsWith(provider + "/") ? model : provider + "/" + model;
    }
}
