{ Checks a message through libkfrules from Pascal; what is said here holds for Delphi too. }
program check;

{$ifdef FPC}{$mode delphi}{$codepage utf8}{$endif}

uses
  {$ifdef FPC}cwstring, {$endif}SysUtils;

const
  KfLibrary = {$ifdef MSWINDOWS}'kfrules.dll'{$else}'kfrules'{$endif};
  KfAbiVersion = 0;
  KfOk = 0;
  KfAgent = 1;
  KfSevere = 2;

type
  TKfText = record
    Data: PAnsiChar;
    Length: NativeUInt;
  end;

  TKfSpan = record
    First, Past: NativeUInt;
  end;

  PKfViolation = ^TKfViolation;

  TKfViolation = record
    Rule, Category: TKfText;
    Severity, Via: Int32;
    Message, Suggestion, Replacement, Text: TKfText;
    Bytes, Chars, Utf16: TKfSpan;
    Lines: PUInt64;
    LineCount: NativeUInt;
  end;

function kf_abi_version: UInt32; cdecl; external KfLibrary;
function kf_error_copy(Buffer: PAnsiChar; Size: NativeUInt): NativeUInt; cdecl; external KfLibrary;
function kf_ruleset_new(Platform: PAnsiChar; Length: NativeUInt; out Rules: Pointer): Int32; cdecl;
  external KfLibrary;
procedure kf_ruleset_free(Rules: Pointer); cdecl; external KfLibrary;
function kf_checker_new(Rules: Pointer; out Checker: Pointer): Int32; cdecl; external KfLibrary;
procedure kf_checker_free(Checker: Pointer); cdecl; external KfLibrary;
function kf_checker_check_utf16(Checker: Pointer; Sender: Int32; Text: PWideChar;
  Length: NativeUInt; out Count: NativeUInt): Int32; cdecl; external KfLibrary;
function kf_checker_violation(Checker: Pointer; Index: NativeUInt;
  out Violation: PKfViolation): Int32; cdecl; external KfLibrary;

type
  { What the hook needs of an edit control: TMemo and TEdit have all of it. }
  TInput = class
    Text: UnicodeString;
    SelStart, SelLength: Integer;
  end;

function AsString(const Text: TKfText): UnicodeString;
var
  Bytes: UTF8String;
begin
  SetString(Bytes, Text.Data, Text.Length);
  Result := UTF8Decode(Bytes);
end;

procedure Require(Status: Int32);
var
  Message: UTF8String;
begin
  if Status = KfOk then Exit;
  SetLength(Message, kf_error_copy(nil, 0));
  { A string has room for the NUL after it. }
  kf_error_copy(PAnsiChar(Message), Length(Message) + 1);
  raise Exception.Create(string(Message));
end;

function NewChecker(const Platform: UTF8String): Pointer;
var
  Rules: Pointer;
begin
  if kf_abi_version <> KfAbiVersion then raise Exception.Create('another version of kfrules');
  Require(kf_ruleset_new(PAnsiChar(Platform), Length(Platform), Rules));
  try
    Require(kf_checker_new(Rules, Result));
  finally
    kf_ruleset_free(Rules);
  end;
end;

{ The hook: called where the agent presses Send. }
function MaySend(Checker: Pointer; Input: TInput; out Advice: UnicodeString): Boolean;
var
  Count, Index: NativeUInt;
  Violation: PKfViolation;
begin
  Advice := '';
  Require(kf_checker_check_utf16(Checker, KfAgent, PWideChar(Input.Text), Length(Input.Text), Count));
  Index := 0;
  while Index < Count do
  begin
    Require(kf_checker_violation(Checker, Index, Violation));
    if Violation.Severity >= KfSevere then
    begin
      Input.SelStart := Violation.Utf16.First;
      Input.SelLength := Violation.Utf16.Past - Violation.Utf16.First;
      Advice := AsString(Violation.Message) + #10 + AsString(Violation.Suggestion);
      Exit(False);
    end;
    Inc(Index);
  end;
  Result := True;
end;

var
  Checker: Pointer;
  Input: TInput;
  Advice: UnicodeString;
  Count: NativeUInt;
  Violation: PKfViolation;

begin
  Checker := NewChecker('pdd');
  Input := TInput.Create;
  try
    Input.Text := '亲'#$D83C#$DF38'加我微 信';
    Require(kf_checker_check_utf16(Checker, KfAgent, PWideChar(Input.Text), Length(Input.Text), Count));
    Require(kf_checker_violation(Checker, 0, Violation));
    WriteLn(AsString(Violation.Rule), ' ', Violation.Utf16.First, '..', Violation.Utf16.Past);
    if MaySend(Checker, Input, Advice) or (Advice = '') or
      (Copy(Input.Text, Input.SelStart + 1, Input.SelLength) <> '微 信') then Halt(1);
    Input.Text := '今天发货';
    if not MaySend(Checker, Input, Advice) then Halt(1);
  finally
    Input.Free;
    kf_checker_free(Checker);
  end;
  try
    kf_checker_free(NewChecker('nowhere'));
  except
    on Error: Exception do WriteLn(Pos('nowhere', Error.Message) > 0);
  end;
end.
