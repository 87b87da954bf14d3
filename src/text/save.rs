//! How a save or a removal ended.

use super::messages;

messages! {
    SAVED = "Saved.";
    CREATED = "Created.";
    UNCHANGED = "Nothing to save: the server has all of this already.";
    FOREIGN = "Somebody else changed {fields} meanwhile; that was kept.";
    FILLED_IN = "The server filled in its default for {fields}.";
    DIFFERS_TITLE = "Saved, but the server keeps something else";
    DIFFERS_ROW = "{field}: sent {sent}, kept {kept}";
    NOTHING = "nothing";
    MET = "Somebody else wrote in the same moment, and the server did not keep the writes apart. Look over the whole faxbox: their change or yours may be lost.";
    UNGUARDED = "The server gave no tag (ETag), so a change that somebody else made in the same moment would not be noticed. Its operator can expose that header.";
    UNPROVEN = "The server said yes, but could not be asked afterwards whether it did. What you typed is still here; save again when it answers: it looks first and writes nothing twice.";
    CONFLICT_TITLE = "Somebody else changed this faxbox while you had it open";
    CONFLICT_WHY = "Nothing was overwritten. These fields were changed on both sides.";
    CONFLICT_FIELD = "Field";
    CONFLICT_WAS = "As it was";
    CONFLICT_MINE = "Mine";
    CONFLICT_THEIRS = "Theirs";
    CONFLICT_KEEP = "Keep editing";
    CONFLICT_TAKE = "Take theirs";
    CONFLICT_MINE_OVER = "Save mine over theirs";
    NO_UPDATE_TITLE = "Only Save can do this";
    NO_UPDATE_REMOVES = "{fields} shall be taken out, and an update cannot do that on every server. Nothing was sent; Save replaces the whole document.";
    NO_UPDATE_NULL = "A null in {fields} means different things to different servers in an update. Nothing was sent; Save replaces the whole document.";
    IN_DOUBT_TITLE = "It is not known whether this was saved";
    IN_DOUBT_WHY = "The answer was lost, and asking again did not help. What you typed is still here. Save again when the server answers: it looks first and writes nothing twice.";
    IN_DOUBT_CREATE = "The answer was lost, and the list could not be read to look for it. What you typed is still here. Look into the list before creating it again: it may exist already, and may cost money.";
    LOST_TITLE = "The answer was lost, and the faxbox was not created";
    LOST_WHY = "The list was searched for it. It is safe to create it again.";
    BUSY_TITLE = "Others keep changing this faxbox";
    BUSY_WHY = "Nothing was written, and nothing you typed is lost. Wait a moment, then save again.";
    TAG_TITLE = "Something between here and the server alters its tags";
    TAG_WHY = "The server refuses the very tag (ETag) it gave. Nothing was written. Ask its operator to let ETag pass unaltered.";
    FAILED_TITLE = "Not saved";
    KEPT = "Nothing you typed is lost.";
    CHARGES_TITLE = "This faxbox costs money";
    CHARGES_WHY = "The server asks before it creates it. Amounts are in the account’s currency.";
    CHARGES_TODAY = "Due today";
    CHARGES_RECURRING = "Each month";
    CHARGES_ACTIVATION = "Once, for setting it up";
    CHARGES_ITEM = "For";
    CHARGES_RATE = "Price of one";
    CHARGES_QUANTITY = "How many";
    CHARGES_TOTAL = "Total";
    CHARGES_YES = "Create it and accept the charges";
    CHARGES_NO = "Do not create it";
    REMOVE_TITLE = "Remove “{name}”?";
    REMOVE_WHY = "The faxbox, its settings and its addresses go at once. There is no undo: keep its document first if it may be needed.";
    REMOVE_CHANGED = "Somebody changed this faxbox after you opened it. What would be removed is the newer one.";
    REMOVE_EXPORT = "Keep a copy (JSON)";
    REMOVE_YES = "Remove for good";
    REMOVING = "Removing…";
    REMOVE_FAILED = "Not removed";
    REMOVE_DOUBT = "The answer was lost. The faxbox may be gone already: removing it again shows.";
}
