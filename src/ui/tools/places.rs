//! Elements that are put one behind the other, with as few moves as can be.

use web_sys::Element;

/// The places in an element, from its beginning.
pub struct Places {
    parent: Element,
    /// What stands at the place that is next.
    here: Option<Element>,
    /// What will be put somewhere.
    kept: Vec<Element>,
    /// What has the focus is never moved: the others are moved around it.
    focused: Option<Element>,
}

impl Places {
    /// Those in `parent`. What is in `kept` stays in it until it is put.
    pub fn of(parent: &Element, kept: Vec<Element>, focused: Option<Element>) -> Self {
        Self { parent: parent.clone(), here: parent.first_element_child(), kept, focused }
    }

    /// What `is_wanted` finds at the next place. What else is in the way goes, up to what is kept.
    pub fn find<T>(&mut self, is_wanted: impl Fn(&Element) -> Option<T>) -> Option<T> {
        while let Some(here) = self.here.as_ref() {
            let wanted = is_wanted(here);
            if wanted.is_some() || self.kept.contains(here) {
                return wanted;
            }
            let next = here.next_element_sibling();
            here.remove();
            self.here = next;
        }
        None
    }

    /// Puts an element at the next place.
    pub fn put(&mut self, element: &Element) {
        if self.kept.contains(element) {
            self.find(|here| (here == element).then_some(()));
        }
        if self.here.as_ref() != Some(element) {
            if self.focused.as_ref() != Some(element) {
                drop(self.parent.insert_before(element, self.here.as_deref()));
                return;
            }
            while let Some(other) = self.here.take().filter(|other| other != element) {
                self.here = other.next_element_sibling();
                drop(self.parent.append_child(&other));
            }
        }
        self.here = element.next_element_sibling();
    }

    /// What stands behind the last place goes.
    pub fn end(mut self) {
        while let Some(rest) = self.here.take() {
            self.here = rest.next_element_sibling();
            rest.remove();
        }
    }
}
