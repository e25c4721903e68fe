package dev.chela.core.access;

import dev.chela.core.inbox.Intake.Input;

/** Judges inputs. */
public interface Access {
    Verdict judge(Input input);

    /** @param why for people, when refused */
    record Verdict(boolean allowed, boolean owner, String why) {
        public static final Verdict OWNER = new Verdict(true, true, "");

        public static Verdict refused(String why) {
            return new Verdict(false, false, why);
        }
    }
}
