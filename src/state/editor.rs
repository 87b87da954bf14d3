use crate::{
    api::{Consent, Failure, reply::Fetched},
    domain::FaxboxId,
    form::{KnowsTimeZone, Severity},
};

use super::{
    form::{Form, Origin, Saved},
    outcome::Outcome,
    save::{Before, Manner, Next, Save},
};

/// What the editor is doing.
#[derive(Clone, Debug, PartialEq)]
pub enum Editor {
    /// Waiting for the faxbox; what the list knows of it can be looked at meanwhile ([`Form::preview`]).
    Loading(FaxboxId, Option<Box<Form>>),
    /// It did not come.
    Broken(FaxboxId, Failure),
    /// Waiting for the person.
    Editing(Form),
    /// Waiting for the server: nothing can be typed and nothing sent again.
    Saving(Form),
}

impl Editor {
    /// Takes the faxbox that was waited for.
    pub fn fetched(
        &mut self,
        reply: Result<Fetched, Failure>,
        address: Option<String>,
        zones: KnowsTimeZone,
    ) {
        let Self::Loading(id, _) = self else { return };
        *self = match reply {
            Ok(fetched) => Self::Editing(Form::open(id.clone(), fetched.document, address, zones)),
            Err(failure) => Self::Broken(id.clone(), failure),
        };
    }

    /// What stands on the screen: the open form, or what is known of one that is on the way.
    pub fn shown(&self) -> Option<&Form> {
        match self {
            Self::Loading(_, preview) => preview.as_deref(),
            _ => self.form(),
        }
    }

    /// The form, where one is open.
    pub fn form(&self) -> Option<&Form> {
        match self {
            Self::Editing(form) | Self::Saving(form) => Some(form),
            _ => None,
        }
    }

    /// The form, where it can be edited.
    pub fn form_mut(&mut self) -> Option<&mut Form> {
        match self {
            Self::Editing(form) => Some(form),
            _ => None,
        }
    }

    /// Starts a save, or shows what to put right. `before` counts where the faxbox is to be created.
    pub fn submit(
        &mut self,
        manner: Manner,
        consent: Consent,
        before: Before,
        zones: KnowsTimeZone,
    ) -> Option<(Save, Next)> {
        let Self::Editing(form) = self else { return None };
        form.submit();
        if form.problems(zones).iter().any(|problem| problem.severity() == Severity::Error) {
            return None;
        }
        let document = form.document();
        let save = match &form.origin {
            Origin::New => Save::create(document, consent, before),
            Origin::Existing { id, opened, .. } => Save::edit(id.clone(), opened.clone(), document, manner),
        };
        *self = Self::Saving(form.clone());
        Some(save)
    }

    /// Ends a save: what was saved is what is open now; what was not is still on the screen.
    pub fn settled(&mut self, outcome: Outcome, zones: KnowsTimeZone) {
        if let Self::Saving(form) = self {
            *self = Self::Editing(ended(form.clone(), outcome, zones));
        }
    }

    /// Ends a look at what a save would do, where it found how that would end.
    pub fn reviewed(&mut self, outcome: Outcome, zones: KnowsTimeZone) {
        if let Self::Editing(form) = self {
            *self = Self::Editing(ended(form.clone(), outcome, zones));
        }
    }
}

fn ended(mut form: Form, outcome: Outcome, zones: KnowsTimeZone) -> Form {
    match &outcome {
        Outcome::Saved(proof) => form.saved(proof, zones),
        Outcome::Unchanged(fetched) => {
            if let Origin::Existing { id, .. } = &form.origin {
                form.rebase(id.clone(), fetched.document.clone(), None, zones);
            }
        }
        Outcome::Failed(Failure::Invalid(problems, _)) => form.refuse(problems),
        _ => {}
    }
    form.saved = Some(match outcome {
        Outcome::Saved(proof) => Saved::Yes(proof),
        outcome => Saved::No(Box::new(outcome)),
    });
    form
}
