package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Heard;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;
import org.telegram.telegrambots.meta.api.methods.polls.SendPoll;
import org.telegram.telegrambots.meta.api.methods.reactions.SetMessageReaction;
import org.telegram.telegrambots.meta.api.methods.send.SendAnimation;
import org.telegram.telegrambots.meta.api.methods.send.SendAudio;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMediaGroup;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.send.SendVideo;
import org.telegram.telegrambots.meta.api.methods.send.SendVoice;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.media.InputMedia;
import org.telegram.telegrambots.meta.api.objects.media.InputMediaPhoto;
import org.telegram.telegrambots.meta.api.objects.media.InputMediaVideo;
import org.telegram.telegrambots.meta.exceptions.TelegramApiValidationException;

/**
 * Holds what we say to Telegram, and what our stand-in says to us, to the classes that the TelegramBots project wrote from the Bot API's
 * description: a field that they do not know, and a value that their own checks refuse, is a mistake of ours.
 */
final class Judge {
    private static final ObjectMapper STRICT = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Map<String, Class<? extends PartialBotApiMethod<?>>> METHODS = Map.ofEntries(
            Map.entry("getMe", GetMe.class), Map.entry("getUpdates", GetUpdates.class), Map.entry("sendMessage", SendMessage.class),
            Map.entry("editMessageText", EditMessageText.class), Map.entry("deleteMessage", DeleteMessage.class),
            Map.entry("setMessageReaction", SetMessageReaction.class), Map.entry("sendPoll", SendPoll.class),
            Map.entry("sendChatAction", SendChatAction.class), Map.entry("answerCallbackQuery", AnswerCallbackQuery.class),
            Map.entry("getFile", GetFile.class), Map.entry("setWebhook", SetWebhook.class), Map.entry("deleteWebhook", DeleteWebhook.class),
            Map.entry("getWebhookInfo", GetWebhookInfo.class), Map.entry("sendPhoto", SendPhoto.class), Map.entry("sendDocument", SendDocument.class),
            Map.entry("sendVoice", SendVoice.class), Map.entry("sendAudio", SendAudio.class), Map.entry("sendVideo", SendVideo.class),
            Map.entry("sendAnimation", SendAnimation.class), Map.entry("sendMediaGroup", SendMediaGroup.class));
    /** Their classes carry files in a form of their own: of these the names of the fields are compared. */
    private static final Set<String> BY_NAME = Set.of("sendPhoto", "sendDocument", "sendVoice", "sendAudio", "sendVideo", "sendAnimation", "sendMediaGroup",
            "setWebhook");

    private Judge() {}

    /** One sentence for each call that is not as it should be. */
    static List<String> complaints(FakeTelegram telegram) {
        List<String> complaints = new ArrayList<>();
        for (Heard call : telegram.heard()) {
            try {
                judge(call);
            } catch (JsonProcessingException | TelegramApiValidationException | ReflectiveOperationException | IllegalArgumentException wrong) {
                complaints.add(call + ": " + wrong);
            }
        }
        return complaints;
    }

    private static void judge(Heard call) throws JsonProcessingException, TelegramApiValidationException, ReflectiveOperationException {
        Class<? extends PartialBotApiMethod<?>> known = METHODS.get(call.method());
        if (known == null) {
            throw new IllegalArgumentException("no such method is known here");
        }
        if (BY_NAME.contains(call.method())) {
            Set<String> names = names(known);
            Stream.concat(call.parameters().properties().stream().map(Map.Entry::getKey), files(call)).filter(name -> !names.contains(name)).findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException("there is no " + name + " among " + names);
                    });
            if (call.method().equals("sendMediaGroup")) {
                for (JsonNode item : call.parameters().path("media")) {
                    Class<? extends InputMedia> kind = item.path("type").asText().equals("video") ? InputMediaVideo.class : InputMediaPhoto.class;
                    STRICT.treeToValue(item, kind);
                }
            }
        } else {
            STRICT.treeToValue(call.parameters(), known).validate();
        }
    }

    /** The fields of files, without those that an album names itself. */
    private static Stream<String> files(Heard call) {
        Set<String> attached = new HashSet<>();
        call.parameters().path("media").forEach(item -> attached.add(item.path("media").asText().replace("attach://", "")));
        return call.files().keySet().stream().filter(name -> !attached.contains(name));
    }

    private static Set<String> names(Class<?> method) throws IllegalAccessException {
        Set<String> names = new HashSet<>();
        for (Class<?> type = method; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                    field.setAccessible(true);
                    names.add(String.valueOf(field.get(null)));
                }
            }
        }
        return names;
    }

    /** @throws JsonProcessingException for an update that Telegram would not send */
    static void update(JsonNode update) throws JsonProcessingException {
        STRICT.treeToValue(update, Update.class);
    }
}
