/** @file What rules can see in an English utterance: words of feeling, greetings, questions, thanks, plans. Plain word lists, nothing learned. */

const patterns = {
  extreme: /\b(?:hopeless|desperate|unbearable|suicid\w*|panic\w*|devastat\w*|terrified|worthless|can(?:no|')?t (?:go on|take it|cope|stop)|want to die|hate (?:myself|my life))\b/i,
  strong: /\b(?:so|very|really|extremely|completely|totally|terribl[ey]|awful|horrible|scared|miserable|heartbroken|crying|cry|furious|shaking|alone|never|always)\b/gi,
  feeling: /\b(?:feel\w*|felt|sad\w*|anxi\w*|worr\w*|depress\w*|upset|angry|anger|afraid|fear\w*|lonely|hurt\w*|stress\w*|guilt\w*|asham\w*|shame|nervous|frustrat\w*|overwhelm\w*|tired|disappoint\w*|miss (?:him|her|them)|bad|bitter)\b/gi,
  relief: /\b(?:better|relieved|glad|happy|happier|great|good idea|helpful|helps?|helped|hopeful|calmer|thank\w*|appreciate)\b/gi,
  greeting: /^\W*(?:hi|hello|hey|good (?:morning|evening|afternoon|day)|bye|goodbye|good night|take care|have a (?:nice|good|great))\b/i,
  thanks: /\b(?:thank\w*|thx|appreciate)\b/i,
  acknowledgement: /^\W*(?:ok(?:ay)?|i see|alright|right|sure|got it|hmm+|oh|ah|wow|noted|fine)\b/i,
  agreement: /^\W*(?:yes|yeah|yep|yup|no|nope|exactly|true|of course|definitely|absolutely|not really|i agree|i don['’]t (?:think|agree)|that['’]s (?:right|true))\b/i,
  opinion: /\b(?:i (?:think|believe|guess|suppose|doubt|wonder)|in my opinion|seems?|should|maybe|probably)\b/i,
  command: /\b(?:please|tell me|help me|give me|let me|i need (?:you|some|your|help|advice))\b/i,
  plan: /\b(?:will|going to|gonna|plan\w*|tomorrow|next week|try|trying|could (?:call|talk|ask|try)|how (?:can|do|should) i|what (?:can|should) i)\b/i,
  action: /\b(?:i (?:started|began|called|talked|asked|signed|applied|booked|joined|went|have been|am doing|did)|i['’]ve (?:started|been))\b/i,
  upkeep: /\b(?:keep(?:ing)? (?:it )?up|still (?:doing|going)|every day now|for months now|no longer|stay on)\b/i,
  rejection: /\b(?:you (?:don['’]?t|do not) (?:get|understand|know|listen)|that['’]s not what|not helpful|doesn['’]t help|useless|whatever)\b/i,
  validation: /\b(?:sounds|understand\w*|sorry|must (?:be|feel|have)|can (?:imagine|see)|makes sense|that (?:is|would be) (?:hard|tough|difficult)|no wonder|here for you)\b/i,
  advice: /\b(?:could|might|maybe|try|have you|would it|perhaps|suggest|recommend|one (?:way|thing))\b/i,
  dismissal: /\b(?:get over|calm down|not a big deal|just stop|everybody|others have it worse|should just)\b/i,
} as const;

export type Cue = keyof typeof patterns;

export function hasCue(text: string, cue: Cue): boolean {
  return countCue(text, cue) > 0;
}

export function countCue(text: string, cue: Cue): number {
  return [...text.matchAll(new RegExp(patterns[cue].source, 'gi'))].length;
}

export function isQuestion(text: string): boolean {
  return /\?\s*["”')]*$/.test(text) || /^\W*(?:what|how|why|when|where|who|do you|can you|could you|have you|are you|is there)\b/i.test(text);
}

export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}
