/** The shortcut after which Tab leaves the editor instead of indenting; Monaco binds another one on a Mac. */
export const TAB_FOCUS_KEYS = navigator.userAgent.includes('Mac') ? 'Ctrl+Shift+M' : 'Ctrl+M';
