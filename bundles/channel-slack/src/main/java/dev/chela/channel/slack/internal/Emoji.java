package dev.chela.channel.slack.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Slack calls emoji by names, the house has the signs themselves. Those that people react with are known here; the others go by their names. */
final class Emoji {
    /** The first name of a sign is the one that Slack tells. */
    private static final String KNOWN = """
            👍 +1 thumbsup
            👎 -1 thumbsdown
            👏 clap
            🙌 raised_hands
            🙏 pray
            👋 wave
            👌 ok_hand
            ✌️ v
            🤞 crossed_fingers
            🤝 handshake
            💪 muscle
            👀 eyes
            👆 point_up_2
            👇 point_down
            👈 point_left
            👉 point_right
            ✋ hand raised_hand
            🫡 saluting_face
            🤷 shrug
            🤦 face_palm
            😀 grinning
            😃 smiley
            😄 smile
            😁 grin
            😆 laughing satisfied
            😅 sweat_smile
            😂 joy
            🤣 rolling_on_the_floor_laughing
            🙂 slightly_smiling_face
            🙃 upside_down_face
            😉 wink
            😊 blush
            😇 innocent
            😍 heart_eyes
            🥰 smiling_face_with_3_hearts
            😘 kissing_heart
            😋 yum
            😎 sunglasses
            🤓 nerd_face
            🤩 star-struck
            🥳 partying_face
            😏 smirk
            😒 unamused
            😔 pensive
            😕 confused
            🙁 slightly_frowning_face
            😢 cry
            😭 sob
            😤 triumph
            😠 angry
            😡 rage
            🤯 exploding_head
            😱 scream
            😨 fearful
            😰 cold_sweat
            😳 flushed
            🥺 pleading_face
            😴 sleeping
            🤔 thinking_face
            🤨 face_with_raised_eyebrow
            😐 neutral_face
            🙄 face_with_rolling_eyes
            😬 grimacing
            🤗 hugging_face
            🤫 shushing_face
            🤐 zipper_mouth_face
            😷 mask
            🤒 face_with_thermometer
            🤢 nauseated_face
            🫠 melting_face
            🤖 robot_face
            👻 ghost
            💩 hankey poop
            ❤️ heart
            🧡 orange_heart
            💛 yellow_heart
            💚 green_heart
            💙 blue_heart
            💜 purple_heart
            🖤 black_heart
            💔 broken_heart
            💯 100
            🔥 fire
            ✨ sparkles
            ⭐ star
            🌟 star2
            💫 dizzy
            ⚡ zap
            💥 boom collision
            🎉 tada
            🎊 confetti_ball
            🎂 birthday
            🎁 gift
            🏆 trophy
            🥇 first_place_medal
            🚀 rocket
            💡 bulb
            ✅ white_check_mark
            ☑️ ballot_box_with_check
            ✔️ heavy_check_mark
            ❌ x
            ❎ negative_squared_cross_mark
            ➕ heavy_plus_sign
            ➖ heavy_minus_sign
            ❓ question
            ❔ grey_question
            ❗ exclamation heavy_exclamation_mark
            ⚠️ warning
            🚫 no_entry_sign
            ⛔ no_entry
            🛑 octagonal_sign
            🔴 red_circle
            🟢 large_green_circle
            🟡 large_yellow_circle
            🔵 large_blue_circle
            ⏳ hourglass_flowing_sand
            ⌛ hourglass
            ⏰ alarm_clock
            📌 pushpin
            📎 paperclip
            📝 memo pencil
            📅 date
            📈 chart_with_upwards_trend
            📉 chart_with_downwards_trend
            📣 mega
            🔔 bell
            🔒 lock
            🔑 key
            🔍 mag
            🔧 wrench
            🐛 bug
            ☕ coffee
            🍕 pizza
            🍺 beer
            🍻 beers
            🥂 clinking_glasses
            ☀️ sunny
            🌈 rainbow
            🌊 ocean
            🐱 cat
            🐶 dog
            """;
    private static final String TONE = "::skin-tone-[2-6]$";
    private static final Map<String, String> SIGNS = read(true);
    private static final Map<String, String> NAMES = read(false);

    private Emoji() {}

    private static Map<String, String> read(boolean byName) {
        Map<String, String> read = new HashMap<>();
        KNOWN.lines().map(line -> line.strip().split(" ")).forEach(words -> {
            if (!byName) {
                read.put(bare(words[0]), words[1]);
            }
            for (int i = 1; i < words.length && byName; i++) {
                read.put(words[i], words[0]);
            }
        });
        return Map.copyOf(read);
    }

    /** @return the sign, or the name between colons where Slack has it for itself */
    static String sign(String name) {
        String plain = name.replaceFirst(TONE, "");
        return SIGNS.getOrDefault(plain, ":" + plain + ":");
    }

    /** @param emoji a sign, or Slack's name for it, between colons or not @return empty for a sign that is not known */
    static Optional<String> name(String emoji) {
        String plain = emoji.matches(":.+:") ? emoji.substring(1, emoji.length() - 1) : emoji;
        return Optional.ofNullable(NAMES.get(bare(emoji))).or(() -> Optional.of(plain).filter(name -> name.matches("[a-z0-9_+'-]{1,100}")));
    }

    /** Whether it is to be shown in colours need not be said. */
    private static String bare(String sign) {
        return sign.replace("\ufe0f", "").replaceAll("[\\x{1F3FB}-\\x{1F3FF}]", "");
    }
}
